// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.credentials.utils.AuthUtils;
import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.test.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The default chain of credentials-java provides credentials if nothing else is configured. They are renewed in time
 * and never used after their expiry.
 */
class CredentialsOrderTest extends PresignTestSupport {

    private static final String ENDPOINT = "chain:bucket?region=cn-hangzhou&objectKey=k";
    /** Set to the current time, because credentials-java uses the system clock. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final SettableClock clock = new SettableClock(start);
    private CredentialsService service;

    @BeforeEach
    void setUpChainThatFindsOnlyTheLocalService() throws Exception {
        service = new CredentialsService();
        AuthUtils.disableCLIProfile(true);
        AuthUtils.disableECSMetaData(true);
        AuthUtils.setEnvironmentCredentialsFile("there-is-none");
        AuthUtils.setEnvironmentCredentialsURI(service.uri());
        PresignComponent component = new PresignComponent(Map.of(), CredentialsSource.chain());
        component.setClock(clock);
        context.addComponent("chain", component);
    }

    @AfterEach
    void restoreChain() {
        AuthUtils.disableCLIProfile(false);
        AuthUtils.disableECSMetaData(false);
        AuthUtils.setEnvironmentCredentialsFile(null);
        AuthUtils.setEnvironmentCredentialsURI(null);
        service.close();
    }

    @Test
    void linkExpiresWithTokenOfTheChain() throws Exception {
        service.give("STS.one", start.plus(40, ChronoUnit.MINUTES));

        Message message = send(ENDPOINT, Map.of()).getMessage();

        assertThat(message.getHeader(PresignConstants.URL, String.class))
                .contains("x-oss-credential=STS.one%2F")
                .contains("x-oss-security-token=geheim%2Btoken%2FSTS.one&")
                .contains("x-oss-expires=2400&");
        assertThat(message.getHeader(PresignConstants.EXPIRES_AT)).isEqualTo(start.plus(40, ChronoUnit.MINUTES));
        assertThat(message.getHeader(PresignConstants.LIFETIME_LIMIT)).isEqualTo("credentials");
    }

    @Test
    void fetchesNoCredentialsIfKeysAreConfigured() throws Exception {
        PresignComponent component = new PresignComponent(
                Map.of("OSS_ACCESS_KEY_ID", "ENVKEY", "OSS_ACCESS_KEY_SECRET", "s"), CredentialsSource.chain());
        context.addComponent("environment", component);
        CredentialsProvider provider = () -> new Credentials("BEANKEY", "s");
        context.getRegistry().bind("provider", provider);

        assertThat(url(ENDPOINT + "&" + KEYS, Map.of())).contains("AKIDEXAMPLE");
        assertThat(url(ENDPOINT + "&credentialsProvider=#bean:provider", Map.of()))
                .contains("BEANKEY");
        component.setAutowiredEnabled(false);
        assertThat(url(ENDPOINT.replace("chain:", "environment:"), Map.of())).contains("ENVKEY");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void healthShowsTheSourceAndTheEndOfTheToken() throws Exception {
        HealthCheckRepository producers = producers();
        Producer producer = context.getEndpoint(ENDPOINT).createProducer();
        producer.start();
        assertThat(health(producers).getState()).as("not used yet").isEqualTo(HealthCheck.State.UP);
        assertThat(service.requests()).isEmpty();

        service.respond(500, "");
        assertThat(sent(producer).getException()).isNotNull();
        assertThat(health(producers).getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health(producers).getMessage())
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("credentials: the default chain of credentials-java must return an access key"));
        clock.advance(Duration.ofMinutes(15));
        assertThat(health(producers).getState()).as("nobody has asked since").isEqualTo(HealthCheck.State.UP);

        Instant end = start.plus(40, ChronoUnit.MINUTES);
        service.give("STS.one", end);
        assertThat(sent(producer).getException()).isNull();
        assertThat(health(producers).getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health(producers).getDetails())
                .containsEntry("credentials.source", "chain")
                .containsEntry("credentials.expires", end.toString());
        assertThat(health(producers).getDetails().toString()).doesNotContain("geheim", "STS.one");

        producer.stop();
        assertThat(producers.stream()).isEmpty();
    }

    private HealthCheckRepository producers() {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        HealthCheckRepository producers = (HealthCheckRepository) health.resolveById("producers");
        producers.setEnabled(true);
        health.register(producers);
        return producers;
    }

    private static Exchange sent(Producer producer) {
        Exchange exchange = producer.getEndpoint().createExchange();
        try {
            producer.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }

    private static HealthCheck.Result health(HealthCheckRepository producers) {
        return producers.stream().findFirst().orElseThrow().call();
    }

    @ParameterizedTest
    @CsvSource({
        "options, accessKey=k&secretKey=s",
        "provider, credentialsProvider=#bean:provider",
        "environment, objectKey=k"
    })
    void healthShowsWhereTheKeysComeFrom(String source, String options) throws Exception {
        PresignComponent component =
                new PresignComponent(Map.of("OSS_ACCESS_KEY_ID", "ENVKEY", "OSS_ACCESS_KEY_SECRET", "s"), null);
        component.setAutowiredEnabled(false);
        context.addComponent("other", component);
        context.getRegistry().bind("provider", (CredentialsProvider) () -> {
            throw new IllegalStateException("must not be asked");
        });
        HealthCheckRepository producers = producers();

        context.getEndpoint("other:bucket?region=cn-hangzhou&" + options)
                .createProducer()
                .start();

        assertThat(health(producers).getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health(producers).getDetails()).containsEntry("credentials.source", source);
    }

    @Test
    void renewsCredentialsBeforeTheyExpire() throws Exception {
        service.give("STS.one", start.plus(1, ChronoUnit.HOURS));
        assertThat(url(ENDPOINT, Map.of())).contains("STS.one");
        service.give("STS.two", start.plus(2, ChronoUnit.HOURS));

        clock.advance(Duration.ofMinutes(44));
        assertThat(url(ENDPOINT, Map.of())).contains("STS.one");
        clock.advance(Duration.ofMinutes(2));
        assertThat(url(ENDPOINT, Map.of())).contains("STS.two");
    }

    @Test
    void doesNotRequestUnchangedCredentialsForEveryLink() throws Exception {
        service.give("STS.one", start.plus(10, ChronoUnit.MINUTES));
        url(ENDPOINT, Map.of());
        url(ENDPOINT, Map.of());
        assertThat(service.requests()).hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        url(ENDPOINT, Map.of());
        url(ENDPOINT, Map.of());
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void failedRenewalDoesNotAffectLinksUntilCredentialsExpire() throws Exception {
        service.give("STS.one", start.plus(1, ChronoUnit.HOURS));
        url(ENDPOINT, Map.of());
        service.respond(500, "{\"hint\": \"" + CredentialsService.SECRET + "\"}");

        clock.advance(Duration.ofMinutes(59));
        assertThat(url(ENDPOINT, Map.of())).contains("STS.one").contains("x-oss-expires=60&");
        assertThat(service.requests()).hasSize(2);

        clock.advance(Duration.ofMinutes(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> url(ENDPOINT, Map.of()))
                .withMessage("credentials: default/credentials_uri must return an access key, but failed"
                        + " (CredentialException, HTTP status 500); the current ones expired at "
                        + start.plus(1, ChronoUnit.HOURS))
                .satisfies(CredentialsOrderTest::assertSilent);

        service.give("STS.two", start.plus(2, ChronoUnit.HOURS));
        assertThat(url(ENDPOINT, Map.of())).contains("STS.two");
    }

    @Test
    void minValidityRenewsCredentialsFirst() throws Exception {
        service.give("STS.one", start.plus(1, ChronoUnit.HOURS));
        url(ENDPOINT + "&minValidity=50m", Map.of());
        service.give("STS.two", start.plus(2, ChronoUnit.HOURS));

        clock.advance(Duration.ofMinutes(11));
        assertThat(url(ENDPOINT, Map.of())).contains("STS.one");
        assertThat(url(ENDPOINT + "&minValidity=50m", Map.of())).contains("STS.two");
    }

    @Test
    void readsChangedProfile(@TempDir Path home) throws Exception {
        Path file = Files.createDirectory(home.resolve(".aliyun")).resolve("config.json");
        AuthUtils.disableCLIProfile(false);
        String userHome = System.setProperty("user.home", home.toString());
        try {
            Files.writeString(file, profile("STS.one"));
            assertThat(url(ENDPOINT, Map.of())).contains("STS.one");
            Files.writeString(file, profile("STS.two"));
            clock.advance(Duration.ofSeconds(30));
            assertThat(url(ENDPOINT, Map.of())).contains("STS.two");
        } finally {
            System.setProperty("user.home", userHome);
        }
    }

    private static String profile(String accessKeyId) {
        return """
                {"current": "work", "profiles": [{"name": "work", "mode": "StsToken",
                 "access_key_id": "%s", "access_key_secret": "s", "sts_token": "t"}]}
                """.formatted(accessKeyId);
    }

    /** A provider with higher precedence appears after the first link has been signed. */
    @Test
    void keepsProviderThatReturnedTheFirstCredentials() throws Exception {
        service.give("STS.one", start.plus(1, ChronoUnit.HOURS));
        url(ENDPOINT, Map.of());
        System.setProperty("alibabacloud.accessKeyId", "OTHER");
        System.setProperty("alibabacloud.accessKeySecret", "s");
        try {
            service.give("STS.two", start.plus(2, ChronoUnit.HOURS));
            clock.advance(Duration.ofMinutes(50));
            assertThat(url(ENDPOINT, Map.of())).contains("STS.two");
        } finally {
            System.clearProperty("alibabacloud.accessKeyId");
            System.clearProperty("alibabacloud.accessKeySecret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Code\": \"Success\", \"AccessKeyId\": \"STS.x\", \"AccessKeySecret\": \"geheim\", \"SecurityToken\": \"geheim\"}",
                "{\"Code\": \"Success\", \"AccessKeySecret\": \"geheim\"}",
                "{\"Code\": \"Success\", \"AccessKeyId\": \"a\", \"AccessKeySecret\": \"b\", \"SecurityToken\": \"geheim\", \"Expiration\": \"geheim\"}",
                "{\"Code\": \"Success\", \"AccessKeyId\": \"\", \"AccessKeySecret\": \"geheim\", \"SecurityToken\": \"geheim\", \"Expiration\": \"2099-01-01T00:00:00Z\"}",
                "{\"Code\": \"Success\", \"AccessKeyId\": \" \", \"AccessKeySecret\": \"geheim\", \"SecurityToken\": \"geheim\", \"Expiration\": \"2099-01-01T00:00:00Z\"}",
                "geheim",
                "[\"geheim\"]"
            })
    void errorDoesNotQuoteInvalidResponse(String answer) {
        service.respond(200, answer);
        Throwable failure = catchThrowable(() -> url(ENDPOINT, Map.of()));
        assertThat(failure)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "access key id: must not be blank"
                                + "|credentials: .* must return an access key, returned credentials_uri"
                                + "|credentials: .* must return an access key, but failed \\(CredentialException(, HTTP status 200)?\\)");
        assertSilent(failure);
    }

    private static void assertSilent(Throwable failure) {
        assertThat(Throwables.getStackTrace(failure)).doesNotContain("geheim");
    }
}
