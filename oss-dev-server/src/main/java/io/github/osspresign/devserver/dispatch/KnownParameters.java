// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.dispatch;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.Query;
import java.util.Map;
import java.util.Set;

/**
 * Refuses query parameters that are unknown. OSS ignores them, but its sub-resources are too many to list: a request for
 * one that this server does not know would run the plain operation, such as DeleteBucket, and report success.
 */
final class KnownParameters {

    private static final Set<String> OF_EVERY_REQUEST = Set.of(
            "OSSAccessKeyId",
            "Expires",
            "Signature",
            "security-token",
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-additional-headers",
            "x-oss-security-token",
            "x-oss-signature",
            "encoding-type");

    private KnownParameters() {}

    /** Throws NotImplemented if the query has a parameter that the operation does not know. */
    static void refuseOthers(Query query, Set<String> ofOperation) {
        for (Map.Entry<String, String> parameter : query.parameters()) {
            String name = parameter.getKey();
            if (!ofOperation.contains(name) && !isHarmless(name) && !SourceRestriction.isEnforced(query, name)) {
                throw OssErrorCode.NOT_IMPLEMENTED
                        .error("This server does not implement the parameter " + name + " of this request.")
                        .with("ArgumentName", name);
            }
        }
    }

    /** Returns whether OSS ignores the parameter in operations that have no use for it. */
    private static boolean isHarmless(String name) {
        return OF_EVERY_REQUEST.contains(name) || name.startsWith("response-") || isOfCaller(name);
    }

    /** No parameter of OSS begins with {@code x-} only, so callers may mark their links with such names. */
    private static boolean isOfCaller(String name) {
        return name.startsWith("x-") && !name.startsWith("x-oss-");
    }
}
