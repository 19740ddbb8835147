// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No message gets a link that the operator has not allowed. */
class PresignPolicyTest extends PresignTestSupport {

    private static final String ENDPOINT = "presign:examplebucket?region=cn-hangzhou&" + KEYS;

    private PresignComponent component() {
        return context.getComponent("presign", PresignComponent.class);
    }

    @ParameterizedTest
    @CsvSource({"PUT", "DELETE", "POST", "put"})
    void headerCannotSetWritingMethod(String method) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(ENDPOINT, Map.of("CamelPresignObjectKey", "k", PresignConstants.METHOD, method)))
                .withMessageContaining("method or allowedMethods")
                .withMessageContaining("[GET, HEAD]")
                .withMessageEndingWith(", was '" + method.toUpperCase(Locale.ROOT) + "'");
    }

    @Test
    void allowsMethodOfTheEndpoint() throws Exception {
        assertThat(send(ENDPOINT + "&method=PUT", Map.of(PresignConstants.OBJECT_KEY, "k"))
                        .getMessage()
                        .getHeader(PresignConstants.LINK_METHOD))
                .isEqualTo("PUT");
        assertThat(send(
                                ENDPOINT + "&method=PUT",
                                Map.of(PresignConstants.OBJECT_KEY, "k", PresignConstants.METHOD, "GET"))
                        .getMessage()
                        .getHeader(PresignConstants.LINK_METHOD))
                .isEqualTo("GET");
    }

    @Test
    void allowedMethodsEnablesMethodsForHeaders() throws Exception {
        component().setAllowedMethods("GET, delete");
        assertThat(send(ENDPOINT, Map.of(PresignConstants.OBJECT_KEY, "k", PresignConstants.METHOD, "DELETE"))
                        .getMessage()
                        .getHeader(PresignConstants.LINK_METHOD))
                .isEqualTo("DELETE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(
                        ENDPOINT + "&objectKey=x",
                        Map.of(PresignConstants.OBJECT_KEY, "k", PresignConstants.METHOD, "HEAD")))
                .withMessageContaining("[DELETE, GET]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CamelPresignBucketName | other-bucket | bucket: must be one of [examplebucket, second-bucket], was 'other-bucket'; set the option allowedBuckets of the component to allow more buckets",
                "CamelPresignObjectKey | secret/k | object key: must begin with one of allowedKeyPrefixes [out/, share/], was 'secret/k'",
                "CamelPresignObjectKey | Out/k | object key: must begin with one of allowedKeyPrefixes [out/, share/], was 'Out/k'",
                "CamelPresignProcess | image/watermark,image_c2VjcmV0 | CamelPresignProcess: must not be set together with allowedKeyPrefixes, because it can access objects outside of them, was 'image/watermark,image_c2VjcmV0'",
                "CamelPresignExpiration | 3601s | CamelPresignExpiration: must be at most maxExpiration, 3600 seconds (1 hour), was 3601 seconds (1 hour 1 second)"
            })
    void messageCannotExceedBucketsPrefixesAndLifetime(String header, String value, String message) throws Exception {
        component().setAllowedBuckets("examplebucket, second-bucket");
        component().setAllowedKeyPrefixes("out/, share/");
        component().setMaxExpiration(Duration.ofHours(1));
        assertThat(url(
                        ENDPOINT,
                        Map.of(
                                PresignConstants.OBJECT_KEY,
                                "share/k",
                                PresignConstants.BUCKET_NAME,
                                "second-bucket",
                                PresignConstants.EXPIRATION,
                                "3600s")))
                .contains("second-bucket", "x-oss-expires=3600");
        Map<String, Object> headers = new HashMap<>(Map.of(PresignConstants.OBJECT_KEY, "out/k"));
        headers.put(header, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(ENDPOINT, headers))
                .withMessage(message);
    }

    @Test
    void messageCannotChooseTheProcessingOfTheOptionEither() throws Exception {
        component().setAllowedKeyPrefixes("out/");
        String uri = ENDPOINT + "&process=image/resize,w_100";
        assertThat(url(uri, Map.of(PresignConstants.OBJECT_KEY, "out/k"))).contains("x-oss-process=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(
                        uri,
                        Map.of(PresignConstants.OBJECT_KEY, "out/k", PresignConstants.PROCESS, "image/resize,w_100")))
                .withMessageStartingWith("CamelPresignProcess: must not be set together with allowedKeyPrefixes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "presign:other-bucket?region=cn-hangzhou | bucket: must be one of [examplebucket], was 'other-bucket'; set the option allowedBuckets",
                "presign:examplebucket?region=cn-hangzhou&objectKey=in/x | allowedKeyPrefixes [out/]",
                "presign:examplebucket?region=cn-hangzhou&method=PUT | [GET]",
                "presign:examplebucket?region=cn-hangzhou&expiration=2h | maxExpiration",
            })
    void startFailsIfEndpointExceedsThePolicy(String uri, String message) {
        component().setAllowedBuckets("examplebucket");
        component().setAllowedKeyPrefixes("out/");
        component().setAllowedMethods("GET");
        component().setMaxExpiration(Duration.ofHours(1));
        assertThatThrownBy(() -> addRoutes(routes -> routes.from("direct:start").to(uri + "&" + KEYS)))
                .satisfies(failure ->
                        assertThat(PresignStartupTest.messages(failure)).contains(message));
    }

    @ParameterizedTest
    @CsvSource({"CamelPresignBucketName", "cAmElPresignBucketName", "CAMELPRESIGNBUCKETNAME"})
    void allowsOnlyBucketOfTheEndpointByDefault(String header) throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(ENDPOINT, Map.of(PresignConstants.OBJECT_KEY, "k", header, "other-bucket")))
                .withMessage("bucket: must be one of [examplebucket], was 'other-bucket';"
                        + " set the option allowedBuckets of the component to allow more buckets");
        assertThat(url(ENDPOINT, Map.of(PresignConstants.OBJECT_KEY, "k", header, "examplebucket")))
                .startsWith("https://examplebucket.");
    }

    @Test
    void listEntryCannotSetAnotherBucket() throws Exception {
        Iterator<?> links = send(
                        ENDPOINT + "&operation=signAll",
                        Map.of(),
                        List.of("a", Map.of("objectKey", "b", "bucketName", "other-bucket")))
                .getMessage()
                .getBody(Iterator.class);

        assertThat(((PresignedLink) links.next()).bucket()).isEqualTo("examplebucket");
        assertThatIllegalArgumentException()
                .isThrownBy(links::next)
                .withMessageStartingWith("entry 2: bucket: must be one of [examplebucket], was 'other-bucket'");
    }

    @Test
    void refusesUnknownMethod() {
        component().setAllowedMethods("GET,PATCH");
        assertThatThrownBy(() -> url(ENDPOINT, Map.of(PresignConstants.OBJECT_KEY, "k")))
                .hasStackTraceContaining("allowedMethods: must be one of [GET, HEAD, PUT, DELETE, POST], was 'PATCH'");
    }
}
