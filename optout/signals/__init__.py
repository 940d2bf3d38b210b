"""What a site says to crawlers about AI: read, decided and written. Pure: no file and no network is touched here."""
