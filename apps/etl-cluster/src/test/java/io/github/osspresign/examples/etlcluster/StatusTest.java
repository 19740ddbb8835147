// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A page for Prometheus shows the meters of a worker. */
class StatusTest {

    @Test
    void pageShowsMeters() throws Exception {
        int port = FreePort.find();
        try (Status status = new Status(port)) {
            status.registry()
                    .counter("etl.failed", "exception", "LinkExpiredException")
                    .increment();

            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("etl_failed_total{exception=\"LinkExpiredException\"} 1.0");
        }
    }
}
