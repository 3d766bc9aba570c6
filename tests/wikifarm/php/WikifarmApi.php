<?php

use MediaWiki\MediaWikiServices;
use MediaWiki\Permissions\UltimateAuthority;
use MediaWiki\Revision\SlotRecord;

/**
 * The API module `action=wikifarm` of a farm's wikis, open to everyone there: what only a farm has to do. It makes
 * accounts as of the past, imports revisions with their own timestamps and authors, and runs jobs. All or nothing.
 */
class WikifarmApi extends ApiBase {

	public function execute() {
		$operation = json_decode( $this->extractRequestParams()['operation'], true, 16, JSON_THROW_ON_ERROR );
		$this->createAccounts( $operation['accounts'] ?? [] );
		$this->importRevisions( $operation['revisions'] ?? [] );
		$this->refreshPages( $operation['pages'] ?? [] );
		$this->suppressPages( $operation['suppress'] ?? [] );
		if ( $operation['jobs'] ?? false ) {
			$this->runJobs();
		}
		$this->getResult()->addValue( null, $this->getModuleName(), true );
	}

	public function getAllowedParams() {
		return [ 'operation' => [ self::PARAM_TYPE => 'text', self::PARAM_REQUIRED => true ] ];
	}

	public function isInternal() {
		return true;
	}

	public function isWriteMode() {
		return true;
	}

	public function mustBePosted() {
		return true;
	}

	private function services(): MediaWikiServices {
		return MediaWikiServices::getInstance();
	}

	/** @return never */
	private function refuse( string $reason ) {
		$this->services()->getDBLoadBalancerFactory()->rollbackPrimaryChanges( __METHOD__ );
		$this->dieWithError( [ 'rawmessage', wfEscapeWikiText( $reason ) ], 'wikifarm' );
	}

	private function runJobs(): void {
		foreach ( $this->services()->getJobRunner()->run( [] )['jobs'] as $job ) {
			if ( $job['status'] !== 'ok' ) {
				$this->refuse( "A job {$job['type']} failed: {$job['error']}" );
			}
		}
	}

	/** @param array[] $accounts name, password, groups, registered (or null), app and secret of a bot password (or null) */
	private function createAccounts( array $accounts ): void {
		foreach ( $accounts as $account ) {
			$user = $this->services()->getUserFactory()->newFromName( $account['name'], 'creatable' );
			if ( !$user ) {
				$this->refuse( "'{$account['name']}' cannot be the name of an account" );
			}
			if ( $user->isRegistered() || !$user->addToDatabase()->isOK() ) {
				$this->refuse( "There is an account '{$account['name']}' already" );
			}
			$row = [ 'user_password' => $this->hash( $account['password'] )->toString() ];
			if ( $account['registered'] ) {
				$row['user_registration'] = $account['registered'];
			}
			$this->getPrimary()->update( 'user', $row, [ 'user_id' => $user->getId() ], __METHOD__ );
			foreach ( $account['groups'] as $group ) {
				$this->services()->getUserGroupManager()->addUserToGroup( $user, $group );
			}
			if ( $account['secret'] ) {
				$this->createBotPassword( $user, $account['app'], $account['secret'] );
			}
		}
	}

	private function createBotPassword( User $user, string $app, string $secret ): void {
		$botPassword = BotPassword::newUnsaved( [
			'user' => $user,
			'appId' => $app,
			'grants' => $this->services()->getGrantsInfo()->getValidGrants(),
		] );
		if ( !$botPassword->save( 'insert', $this->hash( $secret ) )->isGood() ) {
			$this->refuse( "'{$user->getName()}' cannot have a bot password" );
		}
	}

	private function hash( string $password ): Password {
		return $this->services()->getPasswordFactory()->newFromPlaintext( $password );
	}

	/** @param array[] $revisions title, text, user, timestamp (14 digits), comment; oldest first */
	private function importRevisions( array $revisions ): void {
		$importer = $this->services()->getWikiRevisionOldRevisionImporter();
		$users = [];
		foreach ( $revisions as $revision ) {
			$title = Title::newFromText( $revision['title'] );
			if ( !$title || !$title->canExist() ) {
				$this->refuse( "'{$revision['title']}' cannot be the title of a page" );
			}
			$users[$revision['user']] ??= $this->services()->getUserFactory()->newFromName( $revision['user'] );
			$user = $users[$revision['user']];
			if ( !$user || !$user->isRegistered() ) {
				$this->refuse( "There is no account '{$revision['user']}' to import a revision for" );
			}
			$past = new WikiRevision( $this->getConfig() );
			$past->setTitle( $title );
			$past->setContent( SlotRecord::MAIN, ContentHandler::makeContent( $revision['text'], $title ) );
			$past->setUserObj( $user );
			$past->setTimestamp( $revision['timestamp'] );
			$past->setComment( $revision['comment'] );
			$creates = !$title->exists( IDBAccessObject::READ_LATEST );
			if ( !$importer->import( $past, false ) ) {
				$this->refuse( "'{$revision['title']}' has a revision like that of {$revision['timestamp']} already" );
			}
			if ( $creates ) {
				$this->logCreation( $title, $user, $revision['timestamp'] );
			}
		}
		$this->settleAuthors( $users );
	}

	/** Writes what the log of created pages would say, had the page been made by an edit. */
	private function logCreation( Title $title, User $user, string $timestamp ): void {
		$entry = new ManualLogEntry( 'create', 'create' );
		$entry->setPerformer( $user );
		$entry->setTarget( $title );
		$entry->setTimestamp( $timestamp );
		$entry->insert();
	}

	/** @param string[] $pages titles; deleted as those may who leave no trace of it in the public log */
	private function suppressPages( array $pages ): void {
		foreach ( $pages as $page ) {
			$wikiPage = $this->services()->getWikiPageFactory()->newFromTitle( Title::newFromText( $page ) );
			$status = $this->services()->getDeletePageFactory()
				->newDeletePage( $wikiPage, new UltimateAuthority( User::newSystemUser( 'Maintenance script' ) ) )
				->setSuppress( true )
				->deleteUnsafe( 'suppressed' );
			if ( !$status->isOK() ) {
				$this->refuse( "'$page' cannot be suppressed" );
			}
		}
	}

	/**
	 * Brings categories, links and the like up to date, as an edit would.
	 *
	 * @param string[] $pages titles; not in the request that imported them, which still believes some to be missing
	 */
	private function refreshPages( array $pages ): void {
		foreach ( $pages as $page ) {
			$this->services()->getWikiPageFactory()->newFromTitle( Title::newFromText( $page ) )
				->doSecondaryDataUpdates( [ 'defer' => DeferredUpdates::PRESEND ] );
		}
	}

	/** Counts the edits of those who got some, and lets nobody have registered after the first of them. */
	private function settleAuthors( array $users ): void {
		$dbw = $this->getPrimary();
		foreach ( $users as $user ) {
			$edits = $dbw->selectRow(
				[ 'revision', 'actor' ],
				[ 'number' => 'COUNT(*)', 'first' => 'MIN(rev_timestamp)' ],
				[ 'actor_id = rev_actor', 'actor_user' => $user->getId() ],
				__METHOD__
			);
			$row = [
				'user_editcount' => $edits->number,
				'user_registration' => min( $user->getRegistration(), $edits->first ),
			];
			$dbw->update( 'user', $row, [ 'user_id' => $user->getId() ], __METHOD__ );
		}
	}

	private function getPrimary() {
		return $this->services()->getDBLoadBalancer()->getConnection( DB_PRIMARY );
	}
}
