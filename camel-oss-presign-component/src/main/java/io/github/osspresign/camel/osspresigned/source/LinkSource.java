// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.message.SourceHeaders;
import org.apache.camel.Endpoint;

/**
 * Source of messages with links.
 *
 * @param endpoint endpoint whose consumer receives the messages
 * @param headers removes the headers that the source is not trusted with
 * @param reader reads the links of a message
 */
public record LinkSource(Endpoint endpoint, SourceHeaders headers, LinkReader reader) {}
