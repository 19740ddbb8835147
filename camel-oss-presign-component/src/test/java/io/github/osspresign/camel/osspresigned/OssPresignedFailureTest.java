// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Each kind of failure has its own exception with its details, and leaves neither a file nor a secret behind. */
class OssPresignedFailureTest extends OssPresignedTestSupport {

    private static final String KEY = "dir/object.bin";

    @Override
    protected void configure(RouteBuilder routes) {
        routes.onException(LinkExpiredException.class).handled(true).setBody(routes.constant("renew"));
        routes.onException(ObjectNotFoundException.class).handled(true).setBody(routes.constant("skip"));
        routes.from("direct:routed").to(osspresigned(""));
    }

    @Test
    void routeDistinguishesFailures() {
        String expired = stored(KEY, "content");
        clock.advance(Duration.ofHours(2));
        String missing = link("missing");

        assertThat(template.requestBody("direct:routed", expired)).isEqualTo("renew");
        assertThat(template.requestBody("direct:routed", missing)).isEqualTo("skip");
    }

    @Test
    void reportsLinkThatTheServiceFindsExpired() throws Exception {
        String url = stored(KEY, "content");
        OssPresignedComponent slow = new OssPresignedComponent();
        slow.setClock(java.time.Clock.fixed(clock.instant(), java.time.ZoneOffset.UTC));
        context.addComponent("slow", slow);
        clock.advance(Duration.ofHours(2));

        LinkExpiredException failure = catchThrowableOfType(
                LinkExpiredException.class,
                () -> send(osspresigned("").replace("osspresigned:", "slow:"), url, Map.of()));

        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure.ossCode()).isEqualTo("AccessDenied");
        assertThat(failure.ec()).isEqualTo("0002-00000236");
        assertThat(failure.requestId()).hasSize(24);
        assertThat(failure.isRetryable()).isFalse();
        assertClean(failure, url);
    }

    @Test
    void reportsObjectThatDiffersFromTheLink() {
        String url = stored(KEY, "content");
        String json = "{\"url\":\"" + url + "\",\"etag\":\"0123456789ABCDEF0123456789ABCDEF\"}";

        ObjectChangedException failure = failure(ObjectChangedException.class, json, "");

        assertThat(failure.expected()).isEqualTo("0123456789ABCDEF0123456789ABCDEF");
    }

    @Test
    void sendsNoRequestToHostsThatAreNotAllowed() {
        String url = stored(KEY, "content");
        String strict = "osspresigned:" + inbox();

        for (String options : new String[] {
            "",
            "?allowHttp=true",
            "?allowHttp=true&allowPrivateAddresses=true",
            "?allowHttp=true&allowedHosts=127.0.0.1:*"
        }) {
            HostNotAllowedException failure =
                    catchThrowableOfType(HostNotAllowedException.class, () -> send(strict + options, url, Map.of()));
            assertClean(failure, url);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void doesNotDownloadObjectAboveMaxFileSize() {
        SizeLimitExceededException failure =
                failure(SizeLimitExceededException.class, stored(KEY, "content"), "&maxFileSize=6B");

        assertThat(failure.limitBytes()).isEqualTo(6);
        assertThat(failure.actualBytes()).isEqualTo(7);
    }

    @Test
    void doesNotDownloadObjectWithoutFreeDiskSpace() {
        DownloadFailedException failure =
                failure(DownloadFailedException.class, stored(KEY, "content"), "&minFreeDisk=" + Long.MAX_VALUE);

        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure)
                .hasMessageStartingWith("free disk space after the download: must be at least " + Long.MAX_VALUE
                        + " bytes (minFreeDisk), ");
    }

    @Test
    void reportsOtherFailures() {
        String url = stored(KEY, "content");
        server.inject(new Fault.StatusError(500, "InternalError", "Please contact the server administrator."));
        assertThat(failure(DownloadFailedException.class, url, "").isRetryable())
                .isTrue();

        server.inject(new Fault.Redirect("http://127.0.0.1:1/elsewhere?x-oss-signature=stolen"));
        assertThat(failure(DownloadFailedException.class, url, "")).hasMessageNotContaining("stolen");

        try (OssDevServer gone = OssDevServer.builder().bucket(BUCKET).start()) {
            url = url.replace(":" + server.port() + "/", ":" + gone.port() + "/");
        }
        DownloadFailedException refused = failure(DownloadFailedException.class, url, "");
        assertThat(refused.isRetryable()).isTrue();
        assertThat(refused.status()).isZero();
    }

    private <T extends OssPresignException> T failure(Class<T> type, String link, String options) {
        T failure = catchThrowableOfType(type, () -> send(osspresigned("&maxAttempts=1" + options), link, Map.of()));
        assertThat(failure).isNotNull();
        assertClean(failure, link);
        return failure;
    }

    private void assertClean(OssPresignException failure, String link) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        String signature = link.replaceAll(".*x-oss-signature=([0-9a-f]+).*", "$1");
        assertThat(signature).hasSizeGreaterThan(60);
        assertThat(printed.toString())
                .contains("Exception: ")
                .doesNotContain(signature)
                .doesNotContain(server.accessKeyId());
        assertThat(filesIn(inbox())).isEmpty();
    }
}
