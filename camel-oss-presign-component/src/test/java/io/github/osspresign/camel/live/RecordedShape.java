// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import io.github.osspresign.test.RecordedExchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a recorded exchange shows of its response: status, code, EC and the elements of the document in their order. */
record RecordedShape(RecordedExchange exchange) {

    /** Elements that documents have since 2022. */
    private static final List<String> NEWER = List.of("EC", "RecommendDoc");

    String expected() {
        Map<String, String> error = exchange.response().error();
        return shape(exchange.response().status(), error.get("Code"), error.get("EC"), error.keySet());
    }

    /** Returns the same of a response, without what the recorded exchange does not show. */
    String observed(ServiceResponse response) {
        Map<String, String> error = exchange.response().error();
        return shape(
                exchange.response().status() == null ? null : response.status(),
                error.containsKey("Code") ? response.error("Code") : null,
                error.containsKey("EC") ? response.error("EC") : null,
                response.elements());
    }

    private String shape(Integer status, String code, String ec, Collection<String> elements) {
        List<String> shown = new ArrayList<>();
        for (Object part : new Object[] {status, code, ec}) {
            if (part != null) {
                shown.add(part.toString().strip());
            }
        }
        if (exchange.response().rawDocument() != null) {
            elements.stream().filter(name -> !NEWER.contains(name)).forEach(shown::add);
        }
        return String.join(" ", shown);
    }
}
