// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.service.ObjectProbe;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request counts only if its response is one of the service and confirms it. */
class ObjectRemovalTest {

    private static final String ETAG = "5B3C1A2E053D763E1B002CC607C5A0FE";
    private static final ListedObject OBJECT =
            new ListedObject("in/a.txt", 1, ETAG, Instant.parse("2024-01-01T00:00:00Z"), "Standard", "Normal");
    private static final String ERROR =
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>";
    private static final String PAGE = "<html><body><p>Please log in</p></body></html>";

    private static final ScriptedResponse LISTING = listing("demo");
    private static final ScriptedResponse COPY = copy(ETAG);
    private static final ScriptedResponse DELETION =
            new ScriptedResponse(List.of("HTTP/1.1 204 No Content"), new byte[0], ScriptedResponse.Ending.KEEP_ALIVE);

    @AutoClose
    private final ScriptedServer server = new ScriptedServer(LISTING);

    @AutoClose
    private @Nullable ServiceClient client;

    @BeforeEach
    void open() {
        client = ServiceClient.open(
                ServiceEndpoint.parse("http://127.0.0.1:" + server.port(), AddressStyle.PATH),
                SignatureVersion.V4,
                "cn-hangzhou",
                (now, validity) -> OssCredentials.of("id", "secret"),
                Clock.systemUTC());
    }

    private static ScriptedResponse listing(String bucket) {
        return ScriptedResponse.ok("<ListBucketResult><Name>" + bucket + "</Name><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>in/a.txt</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>\"" + ETAG
                + "\"</ETag><Type>Normal</Type><Size>1</Size><StorageClass>Standard</StorageClass></Contents>"
                + "</ListBucketResult>");
    }

    private static ScriptedResponse copy(String etag) {
        return ScriptedResponse.ok("<CopyObjectResult><ETag>\"" + etag
                        + "\"</ETag><LastModified>2024-01-01T00:00:00.000Z</LastModified></CopyObjectResult>")
                .with("ETag", "\"" + etag + "\"")
                .with("x-oss-request-id", "67A0301D0123456789ABCDEF");
    }

    private static ScriptedResponse head(String crc64, int size) {
        return new ScriptedResponse(
                List.of(
                        "HTTP/1.1 200 OK",
                        "x-oss-request-id: 67A0301D0123456789ABCDEF",
                        "x-oss-hash-crc64ecma: " + crc64,
                        "ETag: \"A\"",
                        "Content-Length: " + size),
                new byte[0],
                ScriptedResponse.Ending.KEEP_ALIVE);
    }

    private boolean remove(@Nullable String moveTo) {
        return new ObjectRemoval("demo", "in/", moveTo).remove(client, OBJECT);
    }

    private List<String> methods() {
        return server.requests().stream()
                .map(request -> request.substring(0, request.indexOf(' ')))
                .toList();
    }

    @Test
    void copyWithTheEntityTagOfItsSourceIsFollowedByTheDeletion() {
        server.respond(LISTING, COPY, DELETION);
        assertThat(remove("done/")).isTrue();
        assertThat(methods()).containsExactly("GET", "PUT", "DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {ERROR, PAGE, ""})
    void objectWhoseCopyIsNotConfirmedIsNotDeleted(String body) {
        server.respond(LISTING, ScriptedResponse.ok(body), DELETION);
        assertThatThrownBy(() -> remove("done/"))
                .hasCauseInstanceOf(ServiceCallException.class)
                .hasMessageContaining("move of 'in/a.txt' failed");
        assertThat(methods()).doesNotContain("DELETE");
    }

    @Test
    void copyThatHasFailedAfterItsStatusIsNotFollowedByTheDeletion() {
        ScriptedResponse failed = ScriptedResponse.ok(ERROR).with("x-oss-request-id", "67A0301D0123456789ABCDEF");
        ScriptedResponse missing = ScriptedResponse.status("404 Not Found", new byte[0]);
        server.respond(LISTING, failed, head("123", 1), missing);
        assertThatThrownBy(() -> remove("done/")).hasMessageContaining("move of 'in/a.txt' failed");
        assertThat(methods()).doesNotContain("DELETE");
    }

    @Test
    void copyWithAnotherEntityTagCountsIfSizeAndChecksumAreThoseOfTheSource() {
        server.respond(LISTING, copy("OTHER"), head("123", 1), head("123", 1), DELETION);
        assertThat(remove("done/")).isTrue();
        assertThat(methods()).containsExactly("GET", "PUT", "HEAD", "HEAD", "DELETE");
    }

    @Test
    void copyWithOtherContentIsNotFollowedByTheDeletion() {
        server.respond(LISTING, copy("OTHER"), head("123", 1), head("456", 1), DELETION);
        assertThatThrownBy(() -> remove("done/"))
                .hasMessageContaining("move of 'in/a.txt' failed: 'the response has no size and CRC-64 of the source'");
        assertThat(methods()).doesNotContain("DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {ERROR, PAGE, ""})
    void deletionThatIsNotConfirmedFails(String body) {
        server.respond(LISTING, ScriptedResponse.ok(body));
        assertThatThrownBy(() -> remove(null))
                .hasCauseInstanceOf(ServiceCallException.class)
                .hasMessageContaining("deletion of 'in/a.txt' failed");
        assertThat(methods()).containsExactly("GET", "DELETE");
    }

    @Test
    void deletionWithStatus200CountsWithARequestId() {
        server.respond(LISTING, ScriptedResponse.ok("").with("x-oss-request-id", "67A0301D0123456789ABCDEF"));
        assertThat(remove(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {ERROR, PAGE, ""})
    void objectCountsAsMissingOnlyIfTheListingIsConfirmed(String body) {
        server.respond(ScriptedResponse.ok(body));
        assertThatThrownBy(() -> remove(null)).hasCauseInstanceOf(ServiceCallException.class);
        assertThatThrownBy(() -> new ObjectListing(client, "demo", "in/", null).hasNext())
                .hasCauseInstanceOf(ServiceCallException.class)
                .hasMessageContaining("listing of bucket 'demo' with prefix 'in/' failed");
    }

    @Test
    void listingOfAnotherBucketFails() {
        server.respond(listing("other"));
        assertThatThrownBy(() -> new ObjectListing(client, "demo", "in/", null).hasNext())
                .hasMessageContaining("the response has no name of the bucket");
    }

    @Test
    void pageDoesNotProveThatAnObjectExists() {
        server.respond(new ScriptedResponse(
                List.of("HTTP/1.1 200 OK", "ETag: \"page\"", "Content-Length: 46"),
                new byte[0],
                ScriptedResponse.Ending.KEEP_ALIVE));
        PresignRequest link = PresignRequest.builder(
                        HttpMethod.GET, ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC), "demo", "in/a.txt")
                .build();
        assertThatThrownBy(() -> ObjectProbe.details(client, link, "https://demo.example/in/a.txt"))
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContaining("the response has no request id");
    }
}
