package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.auth.SampleLink;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the server prints when it is ready: all that a first request needs. */
final class StartupMessage {

    private StartupMessage() {}

    /**
     * Returns the text.
     *
     * @param certificateFile where the certificate of the server is, or null
     */
    static String of(OssDevServer server, String bucket, @Nullable Path certificateFile, Instant now) {
        String link = SampleLink.forPut(
                server.endpoint(),
                server.region(),
                bucket,
                "hello.txt",
                server.accessKeyId(),
                server.accessKeySecret(),
                now);
        String trust =
                server.isTls() ? (certificateFile == null ? "--insecure " : "--cacert '" + certificateFile + "' ") : "";
        String admin = server.isAdministered() ? "  admin          " + server.adminEndpoint() + "\n" : "";
        return """
                oss-dev-server is ready
                  endpoint       %s
                  region         %s
                  bucket         %s
                  access key id  %s
                %s  to upload a file within the hour:
                  curl %s-T FILE '%s'
                """.formatted(server.endpoint(), server.region(), bucket, server.accessKeyId(), admin, trust, link);
    }
}
