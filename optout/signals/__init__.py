"""What a site says to crawlers about AI: read, decided and written. No network is touched here."""
