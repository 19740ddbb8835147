// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import java.util.Arrays;
import java.util.Set;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.spi.UriEndpoint;

/**
 * Removes the headers of this library from messages of untrusted link sources. These headers select what is downloaded,
 * so they are accepted only from a source within the same process, where a route has set them.
 */
public final class SourceHeaders {

    /*
     * The components of Camel remove headers that begin with Camel, but not in every version: in 4.18.0 a mail or a JMS
     * message can set them (CVE-2026-33454, CVE-2026-40453). A component of a third party may have no such filter.
     */

    /** Schemes whose messages come from another route of the same process. */
    private static final Set<String> IN_PROCESS = Set.of("direct", "disruptor", "disruptor-vm", "presign", "seda");

    private static final HeaderGroup REQUESTS = new HeaderGroup(PresignConstants.ALL_HEADERS);
    private static final HeaderGroup RESULTS = new HeaderGroup(OssPresignedConstants.ALL_HEADERS);

    private final boolean trusted;

    /** @param trusted whether to accept the headers from any source */
    public SourceHeaders(Endpoint source, boolean trusted) {
        this.trusted = trusted || isInProcess(source);
    }

    /** Removes the headers of this library, ignoring case, if the source is not trusted. */
    public void filter(Message message) {
        if (!trusted) {
            REQUESTS.removeFrom(message);
            RESULTS.removeFrom(message);
        }
    }

    /** Checks the declared scheme of the innermost endpoint, because a component may be registered under another name. */
    private static boolean isInProcess(Endpoint source) {
        Endpoint origin = source;
        while (origin instanceof DelegateEndpoint delegate) {
            origin = delegate.getEndpoint();
        }
        UriEndpoint described = origin.getClass().getAnnotation(UriEndpoint.class);
        return described != null
                && Arrays.stream(described.scheme().split(",", -1)).anyMatch(IN_PROCESS::contains);
    }
}
