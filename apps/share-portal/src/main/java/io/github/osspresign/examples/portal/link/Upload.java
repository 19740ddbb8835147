// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that a browser needs to send a file into the bucket.
 *
 * @param kind {@code form} or {@code multipart}
 * @param url address of the form
 * @param fields fields of the form, in the order in which they are sent
 * @param plan JSON form of the plan
 * @param id id of the multipart upload, {@code null} for a form
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upload(
        String kind,
        @Nullable String url,
        @Nullable Map<String, String> fields,
        @JsonRawValue @Nullable String plan,
        @JsonIgnore @Nullable String id) {

    /** Does not show signatures. */
    @Override
    public String toString() {
        return "Upload[kind=" + kind + "]";
    }
}
