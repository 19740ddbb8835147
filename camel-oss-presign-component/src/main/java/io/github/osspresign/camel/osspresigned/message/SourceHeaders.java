package io.github.osspresign.camel.osspresigned.message;

import java.util.Arrays;
import java.util.Set;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.spi.UriEndpoint;

/**
 * The headers of this library in the messages of a link source. A route sets them for the next step; a stranger who can set
 * them chooses what is downloaded. So they are taken only from a source inside the process.
 */
public final class SourceHeaders {

    /*
     * Camel's transports drop headers that begin with Camel, but not in every version: with 4.18.0 a mail and a queue's
     * message can bring them (CVE-2026-33454, CVE-2026-40453), and a transport outside of Camel may have no such filter.
     */

    /** Schemes whose messages come from another route of the same process, with the headers that this route has set. */
    private static final Set<String> IN_PROCESS = Set.of("direct", "disruptor", "disruptor-vm", "presign", "seda");

    private final boolean trusted;

    /**
     * Decides for the messages of one source.
     *
     * @param trusted whether the headers are taken from any source
     */
    public SourceHeaders(Endpoint source, boolean trusted) {
        this.trusted = trusted || isInProcess(source);
    }

    /** Removes the headers of this library, in any case of letters, from a message of a source that is not trusted. */
    public void admit(Message message) {
        if (!trusted) {
            message.removeHeaders("CamelPresign*");
            message.removeHeaders("CamelOssPresigned*");
        }
    }

    /** Looks at the endpoint that the messages really come from, and at its own scheme: a component may have another name. */
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
