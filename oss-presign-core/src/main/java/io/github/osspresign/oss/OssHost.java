// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import io.github.osspresign.oss.syntax.BucketName;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.oss.syntax.Region;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host of a URL or an endpoint, split into the parts that OSS gives a meaning (OSS documentation, "Regions and
 * endpoints").
 *
 * @param kind kind of the host
 * @param bucket text before the endpoint, which may be no valid bucket name; {@code null} if there is none
 * @param region id of the region in the endpoint; {@code null} for accelerate hosts, local servers and custom domains
 */
public record OssHost(
        OssHostKind kind, @Nullable String bucket, @Nullable String region) {

    private static final String DOMAIN = ".aliyuncs.com";
    private static final String LOCALHOST = "localhost";
    private static final String INTERNAL = "-internal";

    /** Region of the first endpoints of OSS, whose names contain none. */
    private static final String REGION_OF_OLDEST = "cn-hangzhou";

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[.*");

    /** Splits the host of a URL, in any case and without a port. */
    public static OssHost of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(DOMAIN)) {
            return ofService(name.substring(0, name.length() - DOMAIN.length()));
        }
        if (name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)) {
            return new OssHost(OssHostKind.LOCAL, before(name, LOCALHOST), null);
        }
        return new OssHost(isIpAddress(name) ? OssHostKind.LOCAL : OssHostKind.CUSTOM_DOMAIN, null, null);
    }

    /**
     * Splits the host of an endpoint. Its region is unknown if the endpoint contains a bucket by mistake. {@code
     * cn-beijing.oss.aliyuncs.com} is the dual-stack endpoint of a region here; in a URL it is the bucket {@code
     * cn-beijing} at the oldest endpoint.
     */
    public static OssHost ofEndpoint(String host) {
        OssHost afterBucket = of("bucket." + host);
        if (afterBucket.bucket == null || !afterBucket.bucket.startsWith("bucket.")) {
            return new OssHost(afterBucket.kind, null, afterBucket.region);
        }
        return new OssHost(afterBucket.kind, afterBucket.bucket.substring("bucket.".length()), null);
    }

    /** Returns whether the bucket, if there is one, has the form of a bucket name. */
    public boolean hasValidBucket() {
        return bucket == null || BucketName.isValid(bucket);
    }

    /** Returns whether a link to this host may be signed for a region. A host without a region allows any. */
    public boolean allowsScope(String signedRegion) {
        if (region == null || region.equals(signedRegion)) {
            return true;
        }
        FinanceRegion finance = FinanceRegion.of(region);
        return finance != null && signedRegion.equals(finance.otherScope());
    }

    /** Returns whether this is the dual-stack host of a region that is not known to have one. */
    public boolean isUnknownDualStack() {
        return kind == OssHostKind.DUAL_STACK && region != null && !Region.hasDualStack(region);
    }

    /** Returns whether the host is an IP address or localhost, without a bucket. */
    boolean isLocalServer() {
        return kind == OssHostKind.LOCAL && bucket == null;
    }

    /** @param name name without the domain, such as {@code bucket.oss-cn-hangzhou} */
    private static OssHost ofService(String name) {
        String label = name.substring(name.lastIndexOf('.') + 1);
        String bucket = before(name, label);
        return switch (label) {
            case "oss" -> ofOldestOrDualStack(bucket);
            case "oss-internal" -> new OssHost(OssHostKind.INTERNAL, bucket, REGION_OF_OLDEST);
            case "oss-accelerate" -> new OssHost(OssHostKind.ACCELERATE, bucket, null);
            case "oss-accelerate-overseas" -> new OssHost(OssHostKind.ACCELERATE_OVERSEAS, bucket, null);
            case "oss-cloudbox" -> ofCloudBox(bucket);
            default -> label.startsWith("oss-") ? ofRegion(bucket, label.substring(4)) : otherName();
        };
    }

    /** {@code [bucket.]oss} without a region, or {@code [bucket.]region.oss}. */
    private static OssHost ofOldestOrDualStack(@Nullable String bucketAndRegion) {
        int dot = bucketAndRegion == null ? -1 : bucketAndRegion.lastIndexOf('.');
        if (bucketAndRegion == null || dot < 0) {
            return new OssHost(OssHostKind.PUBLIC, bucketAndRegion, REGION_OF_OLDEST);
        }
        return inRegion(OssHostKind.DUAL_STACK, bucketAndRegion.substring(0, dot), bucketAndRegion.substring(dot + 1));
    }

    /** {@code [bucket.][s3.]oss-region[-internal]}. */
    private static OssHost ofRegion(@Nullable String bucket, String regionAndZone) {
        boolean internal = regionAndZone.endsWith(INTERNAL);
        String region =
                internal ? regionAndZone.substring(0, regionAndZone.length() - INTERNAL.length()) : regionAndZone;
        if (bucket != null && (bucket.equals("s3") || bucket.endsWith(".s3"))) {
            return inRegion(OssHostKind.S3, before(bucket, "s3"), region);
        }
        return inRegion(internal ? OssHostKind.INTERNAL : OssHostKind.PUBLIC, bucket, region);
    }

    /** {@code [bucket.]box.region.oss-cloudbox}. */
    private static OssHost ofCloudBox(@Nullable String bucketAndBox) {
        int region = bucketAndBox == null ? -1 : bucketAndBox.lastIndexOf('.');
        if (bucketAndBox == null || region < 0) {
            return otherName();
        }
        int box = bucketAndBox.lastIndexOf('.', region - 1);
        return new OssHost(OssHostKind.CLOUD_BOX, box < 0 ? null : bucketAndBox.substring(0, box), null);
    }

    private static OssHost inRegion(OssHostKind kind, @Nullable String bucket, String region) {
        return Region.isId(region) ? new OssHost(kind, bucket, FinanceRegion.idOf(region)) : otherName();
    }

    private static OssHost otherName() {
        return new OssHost(OssHostKind.CUSTOM_DOMAIN, null, null);
    }

    /** Returns the part of a name before the dot before its last part; {@code null} if there is no other part. */
    private static @Nullable String before(String name, String lastPart) {
        int dot = name.length() - lastPart.length() - 1;
        return dot < 0 ? null : name.substring(0, dot);
    }

    private static boolean isIpAddress(String name) {
        // No name of OSS begins like an address, so most hosts need no pattern.
        boolean possible = !name.isEmpty() && (name.charAt(0) == '[' || Digits.is(name.charAt(0)));
        return possible && IP_ADDRESS.matcher(name).matches();
    }
}
