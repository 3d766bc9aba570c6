<?php
/** The log of requests, written before they are answered, and the wikis that are broken on purpose. */

/** Appends the request to requests.jsonl as one line, without passwords and tokens, which `operation` holds, too. */
function wikifarmLog(): void {
	$secret = '/token$|password|^(retype|operation)$/i';
	$params = array_filter(
		$_POST + $_GET,
		static fn ( $value, $name ) => is_string( $value ) && !preg_match( $secret, (string)$name ),
		ARRAY_FILTER_USE_BOTH
	);
	$line = json_encode(
		[
			'wiki' => WIKIFARM_WIKI,
			'method' => $_SERVER['REQUEST_METHOD'],
			'entry' => WIKIFARM_ENTRY,
			'params' => (object)$params,
			'user_agent' => $_SERVER['HTTP_USER_AGENT'] ?? '',
		],
		JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE
	);
	file_put_contents( getenv( 'WIKIFARM_DIRECTORY' ) . '/requests.jsonl', "$line\n", FILE_APPEND | LOCK_EX );
}

/** Ends the request with the status in broken/<dbname>, where there is such a file. */
function wikifarmBreak(): void {
	$status = @file_get_contents( getenv( 'WIKIFARM_DIRECTORY' ) . '/broken/' . WIKIFARM_WIKI );
	if ( $status !== false ) {
		http_response_code( (int)$status );
		exit( "This wiki does not answer, as it was told.\n" );
	}
}
