package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.auth.SampleLink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Prints what a first request needs: the endpoint, the region, a bucket and a signed link. */
final class StartupMessage {

    private StartupMessage() {}

    /**
     * Returns the text.
     *
     * @param certificateFile file that holds the certificate of the server, or null
     * @param adminEndpoint address of the admin port, or null
     */
    static String of(
            OssDevServer server,
            String bucket,
            @Nullable Path certificateFile,
            @Nullable URI adminEndpoint,
            Instant now) {
        String link = SampleLink.forPut(
                server.endpoint(),
                server.region(),
                bucket,
                "hello.txt",
                server.accessKeyId(),
                server.accessKeySecret(),
                now);
        String admin = adminEndpoint == null ? "" : "  admin          " + adminEndpoint + "\n";
        return """
                oss-dev-server is ready
                  endpoint       %s
                  region         %s
                  bucket         %s
                  access key id  %s
                %s  to upload a file within the hour:
                  curl %s-T FILE '%s'
                """.formatted(
                        server.endpoint(),
                        server.region(),
                        bucket,
                        server.accessKeyId(),
                        admin,
                        trust(server, certificateFile),
                        link);
    }

    private static String trust(OssDevServer server, @Nullable Path certificateFile) {
        if (!server.endpoint().getScheme().equals("https")) {
            return "";
        }
        return certificateFile == null ? "--insecure " : "--cacert '" + certificateFile + "' ";
    }
}
