// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.Http;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The database ends while the portal runs. */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTest {

    @Test
    void pagesAndApiSaySo(CapturedOutput log) throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.start();
                RunningPortal portal = new RunningPortal(
                        new EmbeddedServices(OssDevServer.builder(), database.getJdbcUrl("postgres", "postgres")),
                        "spring.datasource.hikari.connection-timeout=250")) {
            Owner owner = new Owner(portal);
            Stranger stranger = new Stranger(portal);

            database.close();

            HttpResponse<String> page = stranger.get("/s/any", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5");
            HttpResponse<String> click = stranger.post("/s/any", "");
            HttpResponse<String> request = stranger.get("/r/any");
            HttpResponse<String> upload = Http.send(stranger.request("/r/any/files", "Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"name\":\"a.txt\",\"size\":1}")));
            HttpResponse<String> record = owner.send("GET", "/audit", null);
            HttpResponse<String> list = owner.send("GET", "/api/shares", null);
            HttpResponse<String> create = owner.send("POST", "/api/shares", "{\"name\":\"a.txt\",\"size\":1}");
            HttpResponse<String> login = owner.form("/login", "username=demo&password=demo&_csrf=" + owner.csrfToken());

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("<html lang=\"zh\"", "数据库或存储服务没有响应");
            assertThat(click.statusCode()).isEqualTo(503);
            assertThat(click.body()).contains("This page cannot be shown right now");
            assertThat(request.statusCode()).isEqualTo(503);
            assertThat(request.body()).contains("This page cannot be shown right now");
            assertThat(upload.body()).contains("the database does not respond; nothing was changed; try again");
            assertThat(record.statusCode()).isEqualTo(503);
            assertThat(record.body()).contains("This page cannot be shown right now");
            assertThat(list.statusCode()).isEqualTo(503);
            assertThat(list.body()).contains("the database does not respond; nothing was changed; try again");
            assertThat(create.statusCode()).isEqualTo(503);
            assertThat(create.body()).contains("the database does not respond; nothing was changed; try again");
            assertThat(login.statusCode()).isEqualTo(503);
            assertThat(log).doesNotContain("Servlet.service()");
        }
    }
}
