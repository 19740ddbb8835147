// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.sign.OssCredentials;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/**
 * Credentials come from the options, a provider, the environment or the default chain, in this order, and limit the
 * lifetime of links.
 */
class PresignCredentialsTest extends PresignTestSupport {

    private static final String REGION = "region=cn-hangzhou";
    private static final Map<String, Object> KEY = Map.of("CamelPresignObjectKey", "k");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("OSS_ACCESS_KEY_ID", "ENVKEY", "OSS_ACCESS_KEY_SECRET", "s", "OSS_SESSION_TOKEN", "ENVTOKEN");

    @Test
    void optionsTakePrecedence() throws Exception {
        context.addComponent("other", component(ENVIRONMENT));
        context.getRegistry().bind("provider", provider(new Credentials("BEANKEY", "s")));

        assertThat(url("other:bucket?" + REGION + "&credentialsProvider=#bean:provider&" + KEYS, KEY))
                .contains("x-oss-credential=AKIDEXAMPLE%2F");
    }

    @Test
    void providerTakesPrecedenceOverEnvironmentAndIsCalledForEveryLink() throws Exception {
        context.addComponent("other", component(ENVIRONMENT));
        context.getRegistry()
                .bind("provider", provider(new Credentials("FIRST", "s"), new Credentials("SECOND", "s", "TOKEN")));
        String endpoint = "other:bucket?" + REGION + "&credentialsProvider=#bean:provider";

        assertThat(url(endpoint, KEY)).contains("x-oss-credential=FIRST%2F").doesNotContain("security-token");
        assertThat(url(endpoint, KEY)).contains("x-oss-credential=SECOND%2F").contains("x-oss-security-token=TOKEN&");
    }

    @Test
    void findsTheOnlyProviderInTheRegistry() throws Exception {
        context.getRegistry().bind("any", provider(new Credentials("BEANKEY", "s")));
        context.addComponent("presign2", component(Map.of()));

        assertThat(url("presign2:bucket?" + REGION, KEY)).contains("x-oss-credential=BEANKEY%2F");
    }

    @Test
    void usesEnvironmentIfNothingElseIsConfigured() throws Exception {
        context.addComponent("other", component(ENVIRONMENT));

        assertThat(url("other:bucket?" + REGION, KEY))
                .contains("x-oss-credential=ENVKEY%2F")
                .contains("x-oss-security-token=ENVTOKEN&");
    }

    @Test
    void startFailsWithoutCredentialsAndListsTheSources() {
        assertThat(refusal("presign:bucket?" + REGION))
                .contains("accessKey")
                .contains("credentialsProvider")
                .contains("OSS_ACCESS_KEY_ID")
                .contains("credentials-java");
    }

    @Test
    void doesNotCloseProviderFromTheRegistry() throws Exception {
        ClosableProvider provider = new ClosableProvider();
        context.getRegistry().bind("any", provider);
        context.addComponent("presign2", component(Map.of()));
        assertThat(url("presign2:bucket?" + REGION, KEY)).contains("x-oss-credential=BEANKEY%2F");

        context.removeEndpoints("presign2:*");
        context.removeComponent("presign2");
        context.stop();

        assertThat(provider.closed).isFalse();
    }

    private static final class ClosableProvider implements CredentialsProvider, AutoCloseable {

        private boolean closed;

        @Override
        public Credentials getCredentials() {
            return new Credentials("BEANKEY", "s");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void blankVariablesOfTheEnvironmentAreNotSet() throws Exception {
        PresignComponent chained = new PresignComponent(
                Map.of("OSS_ACCESS_KEY_ID", "", "OSS_ACCESS_KEY_SECRET", " "),
                (now, validity) -> OssCredentials.of("CHAINKEY", "s"));
        context.addComponent("chained", chained);
        context.addComponent(
                "other",
                component(
                        Map.of("OSS_ACCESS_KEY_ID", "ENVKEY", "OSS_ACCESS_KEY_SECRET", "s", "OSS_SESSION_TOKEN", " ")));

        assertThat(url("chained:bucket?" + REGION, KEY)).contains("x-oss-credential=CHAINKEY%2F");
        assertThat(url("other:bucket?" + REGION, KEY))
                .contains("x-oss-credential=ENVKEY%2F")
                .doesNotContain("security-token");
    }

    @Test
    void refusesIncompleteAccessKey() {
        assertThat(refusal("presign:bucket?accessKey=a&" + REGION)).contains("is incomplete; set secretKey too");
        assertThat(refusal("presign:bucket?sessionToken=geheim&" + REGION))
                .contains("is incomplete; set accessKey too")
                .doesNotContain("geheim");
    }

    @Test
    void refusesTemporaryAccessKeyWithoutItsToken() {
        assertThat(refusal("presign:bucket?accessKey=STS.NExample&secretKey=geheim&" + REGION))
                .contains("credentials: access key in the options is temporary; set sessionToken too")
                .doesNotContain("geheim", "STS.NExample");
        PresignComponent component =
                component(Map.of("OSS_ACCESS_KEY_ID", "STS.NExample", "OSS_ACCESS_KEY_SECRET", "geheim"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> component.credentialsSource(component.getConfiguration()))
                .withMessageContaining("is temporary; set OSS_SESSION_TOKEN too");
    }

    private static String refusal(String uri) {
        return PresignStartupTest.messages(catchThrowable(() -> PresignStartupTest.start(uri)));
    }

    private static CredentialsProvider provider(Credentials... given) {
        Queue<Credentials> queue = new ArrayDeque<>(List.of(given));
        return queue::remove;
    }
}
