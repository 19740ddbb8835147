// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.link.PresignedLink;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code operation=signPrefix} lists objects below a prefix and signs their links during the iteration. */
class PresignSignPrefixTest extends PresignServerTestSupport {

    @SuppressWarnings("unchecked")
    private Iterator<PresignedLink> links(String options, Map<String, Object> headers) throws Exception {
        return send(bucketUri() + "&operation=signPrefix" + options, headers)
                .getMessage()
                .getBody(Iterator.class);
    }

    private List<String> keys(String options, Map<String, Object> headers) throws Exception {
        List<String> keys = new ArrayList<>();
        links(options, headers).forEachRemaining(link -> keys.add(link.key()));
        return keys;
    }

    @Test
    void linksWorkAndContainMetadataForVerification() throws Exception {
        put("in/a b+中.txt", "content");

        PresignedLink link = links("&prefix=in/&expiration=5m", Map.of()).next();

        assertThat(download(link)).isEqualTo("content");
        assertThat(link.key()).isEqualTo("in/a b+中.txt");
        assertThat(link.size()).isEqualTo(7);
        assertThat(link.etag()).isEqualTo("9A0364B9E99BB480DD25E1F0284C8555");
        assertThat(link.versionId()).isNull();
        assertThat(link.url()).contains("x-oss-expires=300&");
    }

    @Test
    void linkToReplaceAnObjectDoesNotHaveItsSize() throws Exception {
        put("a.txt", "an older content");
        PresignedLink link = links("&method=PUT", Map.of()).next();
        assertThat(link.size()).isNull();
        assertThat(link.etag()).isNull();
    }

    @Test
    void linkToProcessedObjectHasNoMetadata() throws Exception {
        put("a.jpg");
        PresignedLink link = links("&process=image/resize,w_100", Map.of()).next();
        assertThat(link.size()).isNull();
        assertThat(link.etag()).isNull();
    }

    @Test
    void headersSetBucketPrefixAndLinkOptions() throws Exception {
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("demo, other");
        put("in/a");
        server.putObject("other", "out/b", new byte[1]);
        Iterator<PresignedLink> links = links(
                "&prefix=in/",
                Map.of(
                        PresignConstants.BUCKET_NAME, "other",
                        PresignConstants.PREFIX, "out/",
                        PresignConstants.DOWNLOAD_FILE_NAME, "name.txt"));
        PresignedLink link = links.next();
        assertThat(link.bucket()).isEqualTo("other");
        assertThat(link.key()).isEqualTo("out/b");
        assertThat(link.url()).contains("name.txt");
        assertThat(links.hasNext()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | a/1.csv a/2.txt b/c/3.csv big.csv",
                "&prefix=a/                   | a/1.csv a/2.txt",
                "&antInclude=**/*.csv            | a/1.csv b/c/3.csv big.csv",
                "&antInclude=*.csv               | big.csv",
                "&antInclude=a/*.csv,b/**        | a/1.csv b/c/3.csv",
                "&antInclude=**/*.CSV            | ",
                "&antExclude=**/*.txt,b/**       | a/1.csv big.csv",
                "&antInclude=a/*&antExclude=**/1.*  | a/2.txt",
                "&minSize=10                  | big.csv",
                "&maxSize=7                   | a/1.csv a/2.txt",
                "&minSize=8&maxSize=9         | b/c/3.csv",
                "&minAge=1h                   | ",
                "&maxAge=1h                   | a/1.csv a/2.txt b/c/3.csv big.csv",
            })
    void filtersSelectObjects(String options, String expected) throws Exception {
        put("a/1.csv");
        put("a/2.txt");
        put("b/c/3.csv");
        put("big.csv", "0123456789");

        assertThat(keys(options, Map.of())).containsExactly(expected == null ? new String[0] : expected.split(" "));
    }

    @Test
    void refusesVersionBecauseItDiffersBetweenObjects() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links("", Map.of(PresignConstants.VERSION_ID, "v1")))
                .withMessage("CamelPresignVersionId: must not be set for the objects of a listing, was 'v1'");
        assertThatThrownBy(() -> links("&versionId=v1", Map.of()))
                .hasStackTraceContaining("versionId: must be used with operation=sign or operation=signAll");
        assertThatThrownBy(() -> links("&query.versionId=v1", Map.of()))
                .hasStackTraceContaining("query.versionId: must not be set for the objects of a listing, was 'v1'");
    }

    @Test
    void fetchesPagesWhenTheyAreNeeded() throws Exception {
        for (int i = 0; i < 2500; i++) {
            put("k%04d".formatted(i));
        }
        Iterator<PresignedLink> links = links("", Map.of());
        for (int i = 0; i < 1000; i++) {
            assertThat(links.next().key()).isEqualTo("k%04d".formatted(i));
        }
        assertThat(server.requests()).hasSize(1);
        List<String> rest = new ArrayList<>();
        links.forEachRemaining(link -> rest.add(link.key()));
        assertThat(rest).hasSize(1500).doesNotHaveDuplicates().last().isEqualTo("k2499");
        assertThat(server.requests())
                .hasSize(3)
                .extracting(RecordedRequest::status)
                .containsOnly(200);
    }

    @Test
    void reportsReasonOfRefusedListing() {
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("*");
        Map<String, Object> headers = Map.of(PresignConstants.BUCKET_NAME, "nosuch");
        assertThatThrownBy(() -> links("", headers).hasNext())
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOfSatisfying(ServiceCallException.class, failure -> {
                    assertThat(failure.status()).isEqualTo(404);
                    assertThat(failure.ossCode()).isEqualTo("NoSuchBucket");
                    assertThat(failure.ec()).isNotEmpty();
                    assertThat(failure.requestId()).isNotEmpty();
                })
                .hasMessageStartingWith("listing of bucket 'nosuch' with prefix '' failed: the bucket does not exist: ")
                .hasMessageContaining("HTTP 404, code NoSuchBucket, EC ");
    }

    @Test
    void refusesListingThatThePolicyDoesNotAllow() throws Exception {
        PresignComponent component = context.getComponent("presign", PresignComponent.class);
        component.setAllowedKeyPrefixes("out/");
        put("out/a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> links("&prefix=out/", Map.of(PresignConstants.PREFIX, "o")))
                .withMessage("prefix: must begin with one of allowedKeyPrefixes [out/], was 'o'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links("&prefix=out/", Map.of(PresignConstants.BUCKET_NAME, "other")))
                .withMessage(
                        "bucket: must be one of [demo], was 'other'; set the option allowedBuckets of the component to allow more buckets");
        assertThatThrownBy(() -> links("", Map.of()))
                .as("all keys")
                .hasStackTraceContaining("prefix: must begin with one of allowedKeyPrefixes [out/]");
        assertThatThrownBy(() -> links("&prefix=in/", Map.of(PresignConstants.PREFIX, "out/")))
                .as("an option that can never be used")
                .hasStackTraceContaining("allowedKeyPrefixes [out/], was 'in/'");
        assertThat(server.requests()).isEmpty();
        assertThat(keys("&prefix=out/", Map.of())).containsExactly("out/a");
    }

    @Test
    void prefixThatTheMessageLeavesEmptyDoesNotListAllObjects() {
        put("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links("", Map.of(PresignConstants.PREFIX, "")))
                .withMessage("CamelPresignPrefix: must not be empty, was empty; to list all objects, do not set it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&prefix=             | prefix: must not be empty, was empty; to list all objects, do not set it",
                "&minAge=-PT5S        | minAge: must be 0 or longer, was PT-5S",
                "&minSize=2&maxSize=1 | minSize: must be at most maxSize (1), was 2"
            })
    void routeWithInvalidLimitsDoesNotStart(String options, String message) {
        assertThatThrownBy(() -> addRoutes(
                        routes -> routes.from("direct:in").to(bucketUri() + "&operation=signPrefix" + options)))
                .hasStackTraceContaining(message);
    }
}
