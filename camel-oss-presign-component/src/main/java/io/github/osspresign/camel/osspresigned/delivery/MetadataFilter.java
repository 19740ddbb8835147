// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/** Removes user metadata whose names, in any case, would be control headers of Camel if a route copied them to headers. */
final class MetadataFilter extends DefaultHeaderFilterStrategy {

    MetadataFilter() {
        setLowerCase(true);
        setInFilterStartsWith("camel", "org.apache.camel");
    }

    /** Returns the metadata with harmless names. */
    Map<String, String> filter(Map<String, String> metadata, Exchange exchange) {
        Map<String, String> filtered = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (!applyFilterToExternalHeaders(name, value, exchange)) {
                filtered.put(name, value);
            }
        });
        return filtered;
    }
}
