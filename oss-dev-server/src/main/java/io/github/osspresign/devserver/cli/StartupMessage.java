// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.devserver.auth.LinkSigner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text that tells how to reach a server that has started: its addresses, a line for each kind of client and a signed
 * link.
 *
 * @param buckets the buckets that exist at start; the lines for clients name the first one
 * @param customDomain a custom domain of the first bucket, or null
 * @param objects where the objects are
 * @param certificateFile file that holds the certificate of the server, or null
 * @param adminEndpoint address of the admin port, or null
 */
record StartupMessage(
        OssDevServer server,
        List<String> buckets,
        @Nullable String customDomain,
        String objects,
        @Nullable Path certificateFile,
        @Nullable URI adminEndpoint) {

    /** Returns the text. The last line is a command that uploads a file. */
    String text(Instant now) {
        return """
                oss-dev-server is ready. Ctrl+C stops it.
                  endpoint       %1$s
                  region         %2$s
                  bucket         %14$s
                  access key id  %4$s
                  secret         %5$s
                  objects        %6$s
                  admin          %7$s

                Addresses of the buckets
                %8$s%15$s\
                  curl, browsers and systemd-resolved find *.localhost. Python, Node, Ruby and Java often do not:
                  use the path, or add this line to the hosts file:  %9$s %18$s%16$s

                Clients (ID and SECRET of the access key; Go V2: OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET)
                  ossutil 2 ossutil ls oss://%3$s -e %1$s --region %2$s \\
                              --addressing-style path -i ID -k SECRET
                  ossutil 1 ossutil ls oss://%3$s -e %1$s -i ID -k SECRET
                  Java V2   .endpoint("%1$s").region("%2$s").usePathStyle(true)
                  Java V1   new OSSClientBuilder().build("%1$s", ID, SECRET)
                  Python V2 Config(endpoint="%1$s", region="%2$s", use_path_style=True)
                  Python V1 oss2.Bucket(oss2.Auth(ID, SECRET), "%1$s", "%3$s", is_path_style=True)
                  Go V2     .WithEndpoint("%1$s").WithRegion("%2$s").WithUsePathStyle(true)
                  Node      %10$s

                Camel, in application.properties, for routes with presign:%3$s and osspresigned:files
                %11$s
                To upload a file within the hour:
                  curl %17$s%12$s-T FILE '%13$s'
                """.formatted(
                server.endpoint(),
                server.region(),
                bucket(),
                server.accessKeyId(),
                secret(),
                objects,
                adminEndpoint == null
                        ? "none (--admin-port PORT opens a status page)"
                        : adminEndpoint + " (status page)",
                addresses(),
                host(),
                node(),
                camel(),
                trust(),
                link(now),
                String.join(", ", buckets),
                customDomain == null
                        ? ""
                        : "  custom domain  " + domainAddress(customDomain)
                                + "/KEY   (the only one with --closed-default-domain)\n",
                customDomain == null ? "" : " " + customDomain,
                customDomain == null ? "" : "--resolve " + customDomain + ":" + server.port() + ":" + host() + " ",
                buckets.stream().map(bucket -> bucket + ".localhost").collect(Collectors.joining(" ")));
    }

    private String addresses() {
        return buckets.stream()
                .map(bucket -> "  in the path    " + server.endpoint() + "/" + bucket
                        + "/KEY   (OSS itself refuses this form)\n  in the host    "
                        + domainAddress(bucket + ".localhost") + "/KEY\n")
                .collect(Collectors.joining());
    }

    private String bucket() {
        return buckets.get(0);
    }

    private String camel() {
        return server.camelProperties().entrySet().stream()
                .map(property -> "  " + property.getKey() + "="
                        + (property.getValue().equals(server.accessKeySecret()) ? secret() : property.getValue())
                        + "\n")
                .collect(Collectors.joining());
    }

    /** Returns the secret only if everybody knows it. */
    private String secret() {
        String secret = server.accessKeySecret();
        return secret.equals(OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET) ? secret : "the value of --secret-key";
    }

    private String host() {
        return server.endpoint().getHost().replaceAll("[\\[\\]]", "");
    }

    private String bucketHost() {
        return domainAddress(bucket() + ".localhost");
    }

    private String domainAddress(String host) {
        return server.endpoint().getScheme() + "://" + host + ":" + server.port();
    }

    /** Returns the options of ali-oss, which does not take an IP address as endpoint. */
    private String node() {
        boolean loopback = host().startsWith("127.") || host().contains("::1");
        return loopback
                ? "endpoint: '" + bucketHost().replace(bucket() + ".", "") + "', region: 'oss-" + server.region()
                        + "', sldEnable: true"
                : "endpoint: '" + bucketHost() + "', cname: true";
    }

    private String link(Instant now) {
        String link = new LinkSigner(server.endpoint(), server.region(), server.accessKeyId(), server.accessKeySecret())
                .sign("PUT", bucket(), "hello.txt", Duration.ofHours(1), now);
        // The host is not signed, and the bucket is signed wherever it is in the URL.
        return customDomain == null
                ? link
                : link.replace(server.endpoint() + "/" + bucket() + "/", domainAddress(customDomain) + "/");
    }

    private boolean isHttps() {
        return server.endpoint().getScheme().equals("https");
    }

    private String trust() {
        if (!isHttps()) {
            return "";
        }
        return certificateFile == null ? "--insecure " : "--cacert '" + certificateFile + "' ";
    }
}
