package io.github.osspresign.camel.osspresigned.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/** Keeps user metadata out that would steer Camel as soon as a route copies it into headers, in any mix of case. */
final class MetadataFilter extends DefaultHeaderFilterStrategy {

    MetadataFilter() {
        setLowerCase(true);
        setInFilterStartsWith("camel", "org.apache.camel");
    }

    Map<String, String> admitted(Map<String, String> metadata, Exchange exchange) {
        Map<String, String> admitted = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (!applyFilterToExternalHeaders(name, value, exchange)) {
                admitted.put(name, value);
            }
        });
        return admitted;
    }
}
