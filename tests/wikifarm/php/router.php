<?php
/**
 * Sends a request of PHP's own server to the right wiki and entry point: /<dbname>/(api|index|load|rest|…).php and
 * /<dbname>/wiki/<title>. Everything else is a file below www/, where /<dbname> is a link to MediaWiki's code; an
 * address without a page leads to the main page.
 */

$farmPath = rawurldecode( parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) ?: '/' );
if ( $farmPath === '/' ) {
	$farmPath = '/metawiki';
}
if ( preg_match( '!^/\w+/?$!', $farmPath ) && is_file( getenv( 'WIKIFARM_DIRECTORY' ) . "/www$farmPath/index.php" ) ) {
	header( 'Location: ' . rtrim( $farmPath, '/' ) . '/index.php' );
	return true;
}
if ( !preg_match( '!^/(?<wiki>\w+)/(?:wiki/|(?<entry>\w+)\.php(?:/|$))!', $farmPath, $farmMatch ) ) {
	return false;
}
define( 'WIKIFARM_WIKI', $farmMatch['wiki'] );
define( 'WIKIFARM_ENTRY', $farmMatch['entry'] ?? 'index' );
define( 'MW_CONFIG_FILE', __DIR__ . '/LocalSettings.php' );

require __DIR__ . '/log.php';
wikifarmLog();
wikifarmBreak();

$farmScript = getenv( 'WIKIFARM_CODE' ) . '/' . WIKIFARM_ENTRY . '.php';
if ( !is_file( $farmScript ) ) {
	return false;
}
// What a web server that was told about these scripts would have set; MediaWiki takes the title from the address.
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/' . WIKIFARM_WIKI . '/' . WIKIFARM_ENTRY . '.php';
$_SERVER['SCRIPT_FILENAME'] = $farmScript;
$_SERVER['PATH_INFO'] = (string)substr( $farmPath, strlen( $_SERVER['SCRIPT_NAME'] ) );
if ( !isset( $farmMatch['entry'] ) || $_SERVER['PATH_INFO'] === '' ) {
	unset( $_SERVER['PATH_INFO'] );
}
chdir( dirname( $farmScript ) );
require $farmScript;
