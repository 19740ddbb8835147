/**
 * XML documents of the service. Internal to {@code transfer}; no class here knows requests and responses.
 */
@NullMarked
package io.github.osspresign.transfer.xml;

import org.jspecify.annotations.NullMarked;
