// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.Http;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the code of the page on videos and previews. */
@Timeout(120)
class MediaRoutesTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    private final int port = server.withWebServer();

    private void start(RouteBuilder routes, String prefix) throws Exception {
        server.property("camel.component.presign.allowed-key-prefixes", prefix).start(routes);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return Http.get("http://127.0.0.1:" + port + path);
    }

    @Test
    void playerGetsALinkForEachSegmentOfAPrivateVideo() throws Exception {
        server.stored("films/f1/index.m3u8", """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=800000
                low.m3u8
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="audio.m3u8"
                """);
        server.stored("films/f1/low.m3u8", """
                #EXTM3U
                #EXT-X-KEY:METHOD=AES-128,URI="key.bin",IV=0x1
                #EXTINF:10.0,
                low/1.ts
                #EXTINF:10.0,
                low/2.ts
                https://ads.example.com/spot.ts
                #EXT-X-ENDLIST
                """);
        server.stored("films/f1/low/1.ts", "first");
        server.stored("films/f1/low/2.ts", "second");
        server.stored("films/f1/key.bin", "key");
        start(new MediaRoutes.Film(), "films/");

        assertThat(get("/films/f1/index.m3u8").body().lines())
                .contains("low.m3u8")
                .anyMatch(line -> line.endsWith("URI=\"audio.m3u8\""));
        HttpResponse<String> playlist = get("/films/f1/low.m3u8?CamelPresignObjectKey=secret");
        assertThat(playlist.headers().firstValue("Content-Type")).hasValue("application/vnd.apple.mpegurl");
        List<String> lines = playlist.body().lines().toList();
        assertThat(Http.get(lines.get(1).replaceAll(".*URI=\"|\".*", "")).body())
                .isEqualTo("key");
        assertThat(Http.get(lines.get(3)).body()).isEqualTo("first");
        assertThat(Http.get(lines.get(5)).body()).isEqualTo("second");
        assertThat(lines.get(3)).contains("x-oss-expires=14400");
        assertThat(lines).contains("https://ads.example.com/spot.ts").endsWith("#EXT-X-ENDLIST");
    }

    @Test
    void playlistOutsideOfTheAllowedPrefixGetsNoLinks() throws Exception {
        server.stored("films/f1/index.m3u8", "1.ts\n");
        start(new MediaRoutes.Film(), "other/");

        HttpResponse<String> refused = get("/films/f1/index.m3u8");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).doesNotContain("x-oss-signature");
    }

    @ParameterizedTest
    @CsvSource({"photo.JPG, image%2Fresize%2Cm_lfit%2Cw_400%2Ch_400", "report.docx, doc%2Fpreview%2Cexport_0%2Cprint_0"
    })
    void pageIsRedirectedToThePreview(String name, String process) throws Exception {
        server.stored("share/" + name, "content");
        start(new MediaRoutes.Preview(), "share/");

        HttpResponse<String> redirect = get("/previews/" + name + "?CamelPresignProcess=image/blur,r_3,s_2");

        assertThat(redirect.statusCode()).isEqualTo(302);
        String link = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(link).contains("&x-oss-process=" + process);
        assertThat(Http.get(link).statusCode())
                .as("the signature is right, but the dev server processes nothing")
                .isEqualTo(501);
        assertThat(Http.get(link.replace("&x-oss-process=" + process, "")).statusCode())
                .as("the original")
                .isEqualTo(403);
    }

    /** A watermark could name another object. */
    @Test
    void messageChoosesAProcessingOnlyWithoutAllowedPrefixes() throws Exception {
        Map<String, Object> headers =
                Map.of("CamelPresignObjectKey", "share/a.jpg", "CamelPresignProcess", "image/watermark,image_c2VjcmV0");
        server.property("camel.component.presign.allowed-key-prefixes", "share/")
                .start();
        assertThat(server.send("presign:my-bucket", "", headers)).doesNotContainKey("CamelPresignUrl");
    }
}
