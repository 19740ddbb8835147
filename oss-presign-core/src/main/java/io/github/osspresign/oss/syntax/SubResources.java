// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.Set;

/** Parameters that signature version V1 signs. It does not sign any others (OSS API, "CanonicalizedResource"). */
public final class SubResources {

    private static final Set<String> NAMES =
            Set.of(("accessPoint accessPointPolicy acl append asyncFetch bucketArchiveDirectRead"
                            + " bucketInfo callback callback-var cleanRestoredObject cloudboxes cname comp"
                            + " continuation-token cors dataPipeline delete encryption endTime httpsConfig img"
                            + " inventory inventoryId legalHold lifecycle live location logging metaQuery objectMeta"
                            + " objectWorm overwriteConfig partNumber policy policyStatus position"
                            + " processConfiguration publicAccessBlock qos qosInfo qosRequester redundancyTransition"
                            + " referer regionList replication replicationLocation replicationProgress"
                            + " requestPayment requesterQosInfo resourceGroup resourcePool resourcePoolBuckets"
                            + " resourcePoolInfo response-cache-control response-content-disposition"
                            + " response-content-encoding response-content-language response-content-type"
                            + " response-expires restore retention rtc seal security-token sequential startTime stat"
                            + " status style styleName symlink tagging transferAcceleration udf udfApplication"
                            + " udfApplicationLog udfImage udfImageDesc udfName uploadId uploads"
                            + " userDefinedLogFieldsConfig versionId versioning versions vip vod vpcip website worm"
                            + " wormExtend wormId")
                    .split(" "));

    private SubResources() {}

    /** Returns whether V1 signs a parameter of this exact name. */
    public static boolean isSigned(String name) {
        return name.startsWith("x-oss-") || NAMES.contains(name);
    }
}
