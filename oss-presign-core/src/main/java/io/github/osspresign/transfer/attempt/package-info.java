/**
 * What the attempts of a transfer share: the link and its renewal, requests, retries, parallel work, progress. Internal to
 * {@code transfer}; no class here knows whether bytes come or go.
 */
@NullMarked
package io.github.osspresign.transfer.attempt;

import org.jspecify.annotations.NullMarked;
