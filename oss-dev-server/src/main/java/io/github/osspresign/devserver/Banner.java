package io.github.osspresign.devserver;

import io.github.osspresign.devserver.auth.SampleLink;
import java.time.Instant;

/** What the server prints when it is ready: all that a first request needs. */
final class Banner {

    private Banner() {}

    static String of(OssDevServer server, String bucket, Instant now) {
        String link = SampleLink.forPut(
                server.endpoint(),
                server.region(),
                bucket,
                "hello.txt",
                server.accessKeyId(),
                server.accessKeySecret(),
                now);
        return """
                oss-dev-server is ready
                  endpoint       %s
                  region         %s
                  bucket         %s
                  access key id  %s
                  to upload a file within the hour:
                  curl -T FILE '%s'
                """.formatted(server.endpoint(), server.region(), bucket, server.accessKeyId(), link);
    }
}
