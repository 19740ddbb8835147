// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that a browser needs to send a file into the bucket.
 *
 * @param kind {@code form} or {@code multipart}
 * @param url address of the form
 * @param fields fields of the form, in the order in which they are sent
 * @param plan JSON form of the plan
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upload(
        String kind,
        @Nullable String url,
        @Nullable Map<String, String> fields,
        @Nullable JsonNode plan) {

    /** Returns the id of the multipart upload, {@code null} for a form. */
    public @Nullable String id() {
        return plan == null ? null : plan.get("uploadId").textValue();
    }

    /** Does not show signatures. */
    @Override
    public String toString() {
        return "Upload[kind=" + kind + "]";
    }
}
