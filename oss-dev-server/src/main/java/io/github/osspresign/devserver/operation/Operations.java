// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.request.CopySource;
import io.github.osspresign.devserver.request.OssRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Operations by the request that selects them: method, resource and sub-resource, as in {@code GET bucket?acl}. */
public final class Operations {

    /** The suffix of a request whose content is that of another object. */
    private static final String FROM_COPY_SOURCE = " from copy source";

    public static final String PAYER = "x-oss-request-payer";

    /**
     * An operation in the table.
     *
     * @param request request that selects the operation
     * @param parameters query parameters that the operation supports
     */
    public record Entry(String request, Operation operation, Set<String> parameters) {}

    private final Map<String, Entry> entries = new HashMap<>();
    /** The sub-resources that select an operation, in the order of their priority. */
    private final Set<String> subResources = new TreeSet<>();

    /** Adds an operation that supports its sub-resource, these parameters and, on an object, the payer. */
    public void add(String request, Operation operation, String... parameters) {
        Set<String> supported = new HashSet<>(List.of(parameters));
        int question = request.indexOf('?');
        if (question >= 0) {
            String subResource = request.substring(question + 1).replace(FROM_COPY_SOURCE, "");
            subResources.add(subResource);
            supported.add(subResource.replaceFirst("=.*", ""));
        }
        if (request.contains(" object")) {
            supported.add(PAYER);
        }
        entries.put(request, new Entry(request, operation, supported));
    }

    /**
     * Returns the operation that a request selects, or null. A sub-resource without an operation selects the operation
     * without sub-resource, which does not support it.
     */
    public @Nullable Entry find(OssRequest request) {
        String plain = request.method() + " " + resource(request);
        // OSS ignores the source at the start of an upload. Each part has its own.
        boolean copies = request.headers().contains(CopySource.HEADER)
                && !request.query().contains("uploads");
        String suffix = copies ? FROM_COPY_SOURCE : "";
        for (String subResource : subResources) {
            Entry entry =
                    request.query().contains(subResource) ? entries.get(plain + "?" + subResource + suffix) : null;
            if (entry != null) {
                return entry;
            }
        }
        String listType = request.query().first("list-type");
        return entries.get(plain + (listType == null || request.key() != null ? suffix : "?list-type=" + listType));
    }

    /** Returns the requests that select an operation. */
    public Set<String> requests() {
        return entries.keySet();
    }

    private static String resource(OssRequest request) {
        if (request.bucket() == null) {
            return "service";
        }
        return request.key() == null ? "bucket" : "object";
    }
}
