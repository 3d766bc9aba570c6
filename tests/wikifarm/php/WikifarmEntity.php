<?php

use MediaWiki\Content\Transform\PreSaveTransformParams;

/**
 * Pages whose text is the JSON of an item, property or lexeme, for a wiki without Wikibase: of the same content models
 * as Wikidata's, and redirects where they are there. Nothing else is like Wikibase.
 */
class WikifarmEntityHandler extends JsonContentHandler {

	protected function getContentClass() {
		return WikifarmEntity::class;
	}

	public function unserializeContent( $text, $format = null ) {
		$this->checkFormat( $format );
		return new WikifarmEntity( $text, $this->getModelID() );
	}

	public function makeEmptyContent() {
		return $this->unserializeContent( '{}' );
	}

	public function preSaveTransform( Content $content, PreSaveTransformParams $pstParams ): Content {
		return $content;
	}

	public function supportsRedirects() {
		return true;
	}
}

class WikifarmEntity extends JsonContent {

	public function getRedirectTarget() {
		$target = $this->getData()->getValue()->redirect ?? null;
		return is_string( $target ) ? Title::newFromText( ( $target[0] === 'L' ? 'Lexeme:' : '' ) . $target ) : null;
	}
}
