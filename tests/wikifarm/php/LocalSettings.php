<?php
/**
 * Settings of every wiki of a farm. Its folder comes from WIKIFARM_DIRECTORY; the wiki is the first segment of the
 * path on the web (php/router.php) and MW_DB on the command line.
 */

$farmWikis = json_decode( file_get_contents( __DIR__ . '/../wikis.json' ), true );
$farmDirectory = getenv( 'WIKIFARM_DIRECTORY' );
$farmWiki = defined( 'WIKIFARM_WIKI' ) ? WIKIFARM_WIKI : getenv( 'MW_DB' );
if ( !$farmDirectory || !isset( $farmWikis[$farmWiki] ) ) {
	throw new RuntimeException( "WIKIFARM_DIRECTORY or MW_DB is not set, or there is no such wiki: '$farmWiki'" );
}
$farmOnWeb = isset( $_SERVER['SERVER_PORT'] );
$farmUrl = $farmOnWeb ? "http://127.0.0.1:{$_SERVER['SERVER_PORT']}" : ( getenv( 'WIKIFARM_URL' ) ?: 'http://127.0.0.1' );

$wgSitename = $farmWikis[$farmWiki]['sitename'];
$wgMetaNamespace = strtr( $farmWikis[$farmWiki]['project'], ' ', '_' );
$wgLanguageCode = $farmWikis[$farmWiki]['language'];
$wgLocalInterwikis = $farmWikis[$farmWiki]['prefixes'];
$wgServer = $farmUrl;
$wgCanonicalServer = $farmUrl;
$wgScriptPath = "/$farmWiki";
$wgArticlePath = "/$farmWiki/wiki/\$1";
$wgSecretKey = 'this farm listens on the loopback address only';
$wgUpgradeKey = 'wikifarm';

// One SQLite file a wiki; MediaWiki itself begins IMMEDIATE transactions for whatever is not a GET.
$wgDBtype = 'sqlite';
$wgDBname = $farmWiki;
$wgSQLiteDataDir = "$farmDirectory/data";
$wgDBservers = [ [
	'type' => 'sqlite',
	'dbname' => $farmWiki,
	'variables' => [ 'synchronous' => 'OFF' ],
	'flags' => DBO_DEFAULT,
	'load' => 1,
] ];
// Jobs are claimed outside of the transactions in which they run, and so from another file.
$wgJobTypeConf['default'] = [
	'class' => 'JobQueueDB',
	'claimTTL' => 3600,
	'server' => [
		'type' => 'sqlite',
		'dbname' => "{$farmWiki}_jobqueue",
		'dbDirectory' => $wgSQLiteDataDir,
		'tablePrefix' => '',
		'trxMode' => 'IMMEDIATE',
		'variables' => [ 'synchronous' => 'OFF' ],
		'flags' => 0,
	],
];

// Some wikis may stand on MariaDB instead (on_mariadb.py), with their jobs beside everything else.
$farmMariaDb = json_decode( @file_get_contents( "$farmDirectory/mariadb.json" ) ?: '{}', true )[$farmWiki] ?? null;
if ( $farmMariaDb ) {
	$wgDBtype = 'mysql';
	$wgDBservers = [ [
		'type' => 'mysql',
		'host' => $farmMariaDb['server'],
		'user' => $farmMariaDb['user'],
		'password' => $farmMariaDb['password'],
		'dbname' => $farmWiki,
		'flags' => DBO_DEFAULT,
		'load' => 1,
	] ];
	$wgDBTableOptions = 'ENGINE=InnoDB, DEFAULT CHARSET=binary';
	unset( $wgJobTypeConf['default']['server'] );
}

// What scripts on the command line change must show at once on the web, so nothing that comes from the database
// is kept in APCu. Only what the web alone writes (sessions) or what carries its own check of freshness is.
$wgMainCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgUseLocalMessageCache = false;
$wgSessionCacheType = $farmOnWeb ? CACHE_ACCEL : CACHE_NONE;
$wgParserCacheType = $wgSessionCacheType;
$wgMainStash = $wgSessionCacheType;
$wgMicroStashType = $wgSessionCacheType;
$wgObjectCacheSessionExpiry = 86400;
$wgResourceLoaderUseObjectCacheForDeps = true;
$wgCacheDirectory = getenv( 'WIKIFARM_CACHE' );
$wgLocalisationCacheConf['store'] = 'array';
$wgLocalisationCacheConf['storeDirectory'] = "$wgCacheDirectory/l10n";

// An answer means that everything is done; jobs run when a test says so.
$wgForceDeferredUpdatesPreSend = true;
$wgJobRunRate = 0;

$wgShowExceptionDetails = true;
$wgEnableEmail = false;
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgAccountCreationThrottle = [];
$wgTempAccountCreationThrottle = [];
$wgPasswordPolicy['policies'] = [ 'default' => [] ];
$wgPasswordConfig['pbkdf2']['cost'] = '1';
$wgAutoConfirmAge = 4 * 86400;
$wgAutoConfirmCount = 1;
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgGroupPermissions['sysop']['deletelogentry'] = true;
$wgAutoCreateTempUser['known'] = true;
$wgAutoCreateTempUser['matchPattern'] = '~2$1';
$wgAutoCreateTempUser['reservedPattern'] = '~2$1';

$farmShares = $farmWiki === 'commonswiki';
$wgEnableUploads = $farmShares || $farmWiki === 'enwiki';
$wgUploadDirectory = "$farmDirectory/www/images/$farmWiki";
$wgUploadPath = "/images/$farmWiki";
$wgFileExtensions = [ 'png', 'gif', 'jpg', 'jpeg', 'svg', 'webp' ];
$wgSVGNativeRendering = true;
$wgUseInstantCommons = false;
if ( !$farmShares && !$farmMariaDb ) {
	$wgForeignFileRepos[] = [
		'class' => ForeignDBViaLBRepo::class,
		'name' => 'commons',
		'wiki' => 'commonswiki',
		'hasSharedCache' => false,
		'directory' => "$farmDirectory/www/images/commonswiki",
		'url' => "$farmUrl/images/commonswiki",
		'hashLevels' => 2,
		'descBaseUrl' => "$farmUrl/commonswiki/wiki/File:",
		'scriptDirUrl' => "$farmUrl/commonswiki",
		'fetchDescription' => false,
	];
}

// No Wikibase: what it keeps as the text of a page is all that the bot reads of it.
if ( $farmWiki === 'wikidatawiki' ) {
	$wgAutoloadClasses['WikifarmEntityHandler'] = $wgAutoloadClasses['WikifarmEntity'] = __DIR__ . '/WikifarmEntity.php';
	foreach ( [ 'item' => [ 0, null ], 'property' => [ 120, 'Property' ], 'lexeme' => [ 146, 'Lexeme' ] ] as $farmType => [ $farmNs, $farmName ] ) {
		$wgContentHandlers["wikibase-$farmType"] = 'WikifarmEntityHandler';
		$wgNamespaceContentModels[$farmNs] = "wikibase-$farmType";
		if ( $farmName ) {
			$wgExtraNamespaces += [ $farmNs => $farmName, $farmNs + 1 => "{$farmName}_talk" ];
			$wgContentNamespaces[] = $farmNs;
		}
	}
}

$wgFavicon = "$wgScriptPath/resources/assets/wiki.png";
$wgDefaultSkin = 'vector-2022';
$wgVectorNightMode = [ 'logged_out' => true, 'logged_in' => true, 'beta' => false ];
$wgMinervaNightMode = [ 'base' => true, 'loggedin' => true, 'amc' => true ];
$wgPygmentizePath = getenv( 'WIKIFARM_PYGMENTIZE' );
// Never the list on Meta, which is the default; the plus of the settings' arrays would bring back an empty one.
$wgBlacklistSettings['spam']['files'] = [ '/dev/null' ];

foreach ( [ 'Vector', 'MinervaNeue' ] as $farmSkin ) {
	wfLoadSkin( $farmSkin );
}
foreach (
	[
		'AbuseFilter', 'CategoryTree', 'Cite', 'InputBox', 'ParserFunctions', 'SpamBlacklist',
		'SyntaxHighlight_GeSHi', 'TemplateData', 'TitleBlacklist', 'VisualEditor',
	] as $farmExtension
) {
	wfLoadExtension( $farmExtension );
}

$wgAutoloadClasses['WikifarmApi'] = __DIR__ . '/WikifarmApi.php';
$wgAPIModules['wikifarm'] = 'WikifarmApi';
