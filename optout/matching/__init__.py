"""Is this listing that person?"""
