package io.github.osspresign.explain;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a host name, valid or not.
 *
 * @param kind kind of the endpoint
 * @param bucket text before the endpoint, which may be no valid bucket name
 * @param region region in the endpoint
 */
record HostName(
        HostKind kind, @Nullable String bucket, @Nullable String region) {

    private static final String REGION = "(?<region>[a-z0-9-]+?)";
    private static final String REGION_OF_OLDEST = "cn-hangzhou";

    /** The first match counts: the form of a public endpoint matches several others too. */
    private static final List<Form> FORMS = List.of(
            new Form(HostKind.ACCELERATE, "oss-accelerate\\.aliyuncs\\.com"),
            new Form(HostKind.ACCELERATE_OVERSEAS, "oss-accelerate-overseas\\.aliyuncs\\.com"),
            new Form(HostKind.CLOUD_BOX, "[a-z0-9-]+\\.[a-z0-9-]+\\.oss-cloudbox\\.aliyuncs\\.com"),
            new Form(HostKind.S3, "s3\\.oss-" + REGION + "(?:-internal)?\\.aliyuncs\\.com"),
            new Form(HostKind.INTERNAL, "oss-" + REGION + "-internal\\.aliyuncs\\.com"),
            new Form(HostKind.PUBLIC, "oss-" + REGION + "\\.aliyuncs\\.com"),
            new Form(HostKind.DUAL_STACK, REGION + "\\.oss\\.aliyuncs\\.com"),
            new Form(HostKind.LOCAL, "localhost"));

    /** First endpoint of OSS, without a region. */
    private static final Pattern OLDEST = Pattern.compile("(?:(?<bucket>[^.]+)\\.)?oss\\.aliyuncs\\.com");

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[.*");

    static HostName of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (IP_ADDRESS.matcher(name).matches()) {
            return new HostName(HostKind.LOCAL, null, null);
        }
        Matcher oldest = OLDEST.matcher(name);
        if (oldest.matches()) {
            return new HostName(HostKind.PUBLIC, oldest.group("bucket"), REGION_OF_OLDEST);
        }
        for (Form form : FORMS) {
            Matcher matcher = form.pattern.matcher(name);
            if (matcher.matches()) {
                String region = form.showsRegion ? matcher.group("region") : null;
                return new HostName(form.kind, matcher.group("bucket"), region);
            }
        }
        return new HostName(HostKind.CUSTOM_DOMAIN, null, null);
    }

    private record Form(HostKind kind, Pattern pattern, boolean showsRegion) {

        Form(HostKind kind, String endpoint) {
            this(kind, Pattern.compile("(?:(?<bucket>.+)\\.)?" + endpoint), endpoint.contains(REGION));
        }
    }
}
