package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.Query;
import java.util.Map;
import java.util.Set;

/** The query parameters that change the meaning of a request. All others are ignored, as OSS ignores them. */
final class SubResources {

    private static final Set<String> NAMES = Set.of(
            "accessPoint",
            "accessPointPolicy",
            "acl",
            "append",
            "asyncFetch",
            "bucketInfo",
            "callback",
            "callback-var",
            "cleanRestoredObject",
            "cname",
            "comp",
            "cors",
            "delete",
            "encryption",
            "endTime",
            "httpsConfig",
            "img",
            "inventory",
            "lifecycle",
            "live",
            "location",
            "logging",
            "metaQuery",
            "objectMeta",
            "partNumber",
            "policy",
            "policyStatus",
            "position",
            "processConfiguration",
            "publicAccessBlock",
            "qos",
            "qosInfo",
            "redundancyTransition",
            "referer",
            "regionList",
            "replication",
            "replicationLocation",
            "replicationProgress",
            "requestPayment",
            "resourceGroup",
            "restore",
            "seal",
            "startTime",
            "stat",
            "status",
            "style",
            "styleName",
            "symlink",
            "tagging",
            "transferAcceleration",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "vod",
            "website",
            "worm",
            "wormExtend",
            "wormId");

    private static final Set<String> AUTHENTICATION = Set.of(
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-additional-headers",
            "x-oss-security-token",
            "x-oss-signature");

    private SubResources() {}

    /** Throws NotImplemented if the query has a sub-resource that the operation does not know. */
    static void refuseUnknown(Query query, Set<String> known) {
        for (Map.Entry<String, String> parameter : query.parameters()) {
            String name = parameter.getKey();
            boolean means = NAMES.contains(name) || (name.startsWith("x-oss-") && !AUTHENTICATION.contains(name));
            if (means && !known.contains(name) && !SourceRestriction.isEnforced(query, name)) {
                throw OssErrorCode.NOT_IMPLEMENTED
                        .error()
                        .with("ArgumentName", name)
                        .toException();
            }
        }
    }
}
