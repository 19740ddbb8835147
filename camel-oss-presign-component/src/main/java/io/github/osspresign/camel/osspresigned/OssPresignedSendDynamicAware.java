// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.options.SimpleExpression;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.jspecify.annotations.Nullable;

/** Lets {@code toD} and {@code enrich} use one endpoint for all messages. */
@SendDynamic("osspresigned")
public class OssPresignedSendDynamicAware extends SendDynamicAwareSupport {

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        return new DynamicAwareEntry(uri, originalUri, Map.of(), Map.of());
    }

    @Override
    public @Nullable String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return sharedUri(entry.getOriginalUri());
    }

    /**
     * Returns the URI of the single endpoint for all messages: the URI as written in the route. The endpoint evaluates the
     * expressions, so that no value of a message becomes part of a URI, where it could inject options.
     *
     * @return the URI, or {@code null} if it is not a single expression of the Simple language
     */
    static @Nullable String sharedUri(String written) {
        // In toD, "language:name:" and "+language:name:" begin an expression of another language, which Camel
        // evaluates.
        return SimpleExpression.indexIn(written) < 0 || written.contains("language:") ? null : written;
    }

    /** Returns {@code null}, because the endpoint evaluates its expressions itself. */
    @Override
    public @Nullable Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return null;
    }

    @Override
    public @Nullable Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return null;
    }
}
