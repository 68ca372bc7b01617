"""Messages to people: a row in the transaction of the fact it tells, sent by a relay when that has been committed."""
