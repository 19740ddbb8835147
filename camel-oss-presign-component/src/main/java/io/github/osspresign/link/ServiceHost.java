package io.github.osspresign.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bucket and region in a host of the service (OSS documentation, "Regions and endpoints").
 *
 * @param bucket the bucket; {@code null} if it is in the path
 * @param region the region; {@code null} for accelerate hosts and development servers
 */
record ServiceHost(@Nullable String bucket, @Nullable String region) {

    private static final Pattern NAME = Pattern.compile("(?:(?<bucket>[a-z0-9][a-z0-9_-]{1,61}[a-z0-9])\\.)?"
            + "(?:oss-accelerate(?:-overseas)?\\.aliyuncs\\.com"
            + "|oss-(?<region>[a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com"
            + "|(?<dualStack>[a-z0-9-]+)\\.oss\\.aliyuncs\\.com"
            + "|(?<oldest>oss\\.aliyuncs\\.com)"
            + "|localhost)");

    private static final String REGION_OF_OLDEST = "cn-hangzhou";

    /**
     * Parses the host of a link; returns {@code null} if it is not of the service, such as a custom domain of a bucket.
     */
    static @Nullable ServiceHost of(LinkAddress address) {
        if (address.isIpAddress()) {
            return new ServiceHost(null, null);
        }
        Matcher name = NAME.matcher(address.host());
        return name.matches() ? new ServiceHost(name.group("bucket"), region(name)) : null;
    }

    private static @Nullable String region(Matcher name) {
        if (name.group("oldest") != null) {
            return REGION_OF_OLDEST;
        }
        return name.group("region") != null ? name.group("region") : name.group("dualStack");
    }
}
