package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.NotModified;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ObjectState;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An object that is still in a known state is not downloaded again. */
class ConditionTest extends DevServerTestSupport {

    private static final int SIZE = 3_000_000;

    private static final TransferOptions IN_RANGES =
            patient().toBuilder().partSize(1_000_000).build();

    private static final String LAST_MODIFIED = "Thu, 26 Feb 2026 08:00:00 GMT";

    private ObjectRequest.Builder again(@Nullable ObjectState state) {
        return ObjectRequest.builder(link()).unless(state);
    }

    private DownloadRequest toDirectory(ObjectRequest.Builder object) {
        return new DownloadRequest(object.build(), directory);
    }

    private DownloadResult result(ObjectRequest.Builder object) throws IOException {
        return result(toDirectory(object));
    }

    private DownloadResult result(DownloadRequest request) throws IOException {
        try (TransferClient client = client(patient())) {
            return client.download(request);
        }
    }

    @Test
    void anUnchangedObjectDoesNotCome() throws Exception {
        store(SIZE);
        Downloaded first = download(patient());
        Files.delete(first.file());

        assertThat(result(again(ObjectState.of(first.object())))).isEqualTo(new NotModified());

        assertThat(statuses()).containsExactly(200, 304);
        assertThat(sent("If-None-Match"))
                .containsExactly("-", "\"" + first.object().etag() + "\"");
        assertThat(sent("If-Modified-Since")).containsOnly("-");
        assertOnly();
    }

    @Test
    void aChangedOneDoesAndOnlyItsFirstRequestHasTheCondition() throws Exception {
        store(SIZE);
        ObjectState old = ObjectState.of(download(IN_RANGES).object());
        byte[] changed = store(SIZE + 1);

        Downloaded second = download(IN_RANGES, toDirectory(again(old)));

        assertThat(second.file()).hasBinaryContent(changed);
        assertThat(sent("If-None-Match").subList(3, 7)).containsExactly("\"" + old.etag() + "\"", "-", "-", "-");
        assertThat(sent("If-Match").subList(3, 7))
                .startsWith("-")
                .endsWith("\"" + second.object().etag() + "\"");
    }

    @Test
    void changedObjectGetsTheNameOfTheRequest() throws Exception {
        store(SIZE);
        ObjectState old = ObjectState.of(download(IN_RANGES).object());
        byte[] changed = store(SIZE + 1);

        Downloaded second = download(IN_RANGES, toDirectory(again(old).fileName("wanted.bin")));

        assertThat(second.file()).isEqualTo(directory.resolve("wanted.bin")).hasBinaryContent(changed);
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void theFileThatIsThereDoesNotMatter(FileExist fileExist) throws Exception {
        store(10);
        Downloaded first = download(patient());

        ObjectRequest object =
                again(ObjectState.of(first.object())).fileName("object.bin").build();
        assertThat(result(new DownloadRequest(object, directory, null, fileExist)))
                .isEqualTo(new NotModified());

        assertOnly("object.bin");
    }

    @Test
    void partFileOfABrokenDownloadIsResumed() throws Exception {
        store(SIZE);
        ObjectState old = ObjectState.of(download(patient()).object());
        byte[] changed = store(SIZE + 1);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        TransferOptions once = Links.OPTIONS.toBuilder().parallelism(1).build();
        assertThatThrownBy(() -> download(once, toDirectory(again(old)))).isInstanceOf(TruncatedBodyException.class);

        Downloaded second = download(once, toDirectory(again(old)));

        assertThat(second.file()).hasBinaryContent(changed);
        assertThat(second.resumedBytes()).isEqualTo(2_000_000);
        assertThat(sent("Range")).endsWith("-", "-", "bytes=2000000-3000000").hasSize(4);
        assertThat(sent("If-None-Match").get(3)).isEqualTo("-");
    }

    @Test
    void anObjectThatTurnsBackIntoTheKnownStateBetweenAttemptsDoesNotCome() throws Exception {
        byte[] content = store(SIZE);
        Downloaded first = download(patient());
        store(SIZE + 1);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        ProgressListener turnBack = progress -> server.putObject(BUCKET, KEY, content);

        TransferOptions options = patient().toBuilder().parallelism(1).build();
        try (TransferClient client = client(options)) {
            assertThat(client.download(
                            toDirectory(again(ObjectState.of(first.object())).listener(turnBack))))
                    .isEqualTo(new NotModified());
        }
        assertThat(statuses()).endsWith(412, 304);
        assertOnly("object.bin");
        assertThat(first.file()).hasBinaryContent(content);
    }

    @Test
    void aFailureThatPassesIsTriedAgainWithTheCondition() throws Exception {
        store(10);
        Downloaded first = download(patient());
        server.inject(new Fault.StatusError(500, "InternalError", "no"));

        assertThat(result(again(ObjectState.of(first.object())))).isEqualTo(new NotModified());

        assertThat(statuses()).containsExactly(200, 500, 304);
    }

    @Test
    void aLinkThatHasEndedIsReplacedBeforeTheQuestion() throws Exception {
        store(10);
        Downloaded first = download(patient());
        PresignedLink ended = link();
        clock.advance(Duration.ofHours(2));
        ObjectState state = ObjectState.of(first.object());

        assertThatThrownBy(() -> result(ObjectRequest.builder(ended).unless(state)))
                .isInstanceOf(LinkExpiredException.class);
        assertThat(result(ObjectRequest.builder(ended).unless(state).refresher(link -> link())))
                .isEqualTo(new NotModified());
    }

    @Test
    void withoutAnEntityTagTheDateIsAsked() throws Exception {
        ScriptedResponse dated = ScriptedResponse.ok("content").with("Last-Modified", LAST_MODIFIED);
        try (ScriptedServer scripted = new ScriptedServer(
                dated, ScriptedResponse.status("304 Not Modified", new byte[0]).with("ETag", "\"NEW\""))) {
            ObjectState state =
                    ObjectState.of(Links.download(Links.to(scripted), directory).object());

            assertThat(again(scripted, state)).isEqualTo(new NotModified());

            assertThat(scripted.requests().get(1))
                    .contains("\r\nIf-Modified-Since: " + LAST_MODIFIED)
                    .doesNotContain("If-None-Match");
        }
    }

    @Test
    void aServiceThatKnowsNoConditionsIsTakenAtWhatItSaysOfTheObject() throws Exception {
        ScriptedResponse plain = ScriptedResponse.ok("content");
        assertThat(isNotModified(plain.with("ETag", "\"A\""), plain.with("ETag", "\"A\"")))
                .isTrue();
        assertThat(isNotModified(plain.with("ETag", "\"A\""), plain.with("ETag", "\"B\"")))
                .isFalse();
        ScriptedResponse dated = plain.with("Last-Modified", LAST_MODIFIED);
        assertThat(isNotModified(dated, dated)).isTrue();
        assertThat(isNotModified(dated, plain.with("Last-Modified", "Thu, 26 Feb 2026 08:00:01 GMT")))
                .isFalse();
        ScriptedResponse checked = plain.with("x-oss-hash-crc64ecma", crc64("content"));
        assertThat(isNotModified(checked, checked)).isTrue();
        assertThat(isNotModified(
                        checked, ScriptedResponse.ok("CONTENT").with("x-oss-hash-crc64ecma", crc64("CONTENT"))))
                .isFalse();
    }

    @Test
    void aLengthAloneSaysNothing() throws Exception {
        assertThat(isNotModified(ScriptedResponse.ok("content"), ScriptedResponse.ok("content")))
                .isFalse();
    }

    @Test
    void responseThatNobodyRequestedStaysAFailure() throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(ScriptedResponse.status("304 Not Modified", new byte[0]))) {
            assertThatThrownBy(() -> again(scripted, null)).hasMessageContaining("HTTP 304");
        }
    }

    private boolean isNotModified(ScriptedResponse first, ScriptedResponse second) throws IOException {
        try (ScriptedServer scripted = new ScriptedServer(first, second)) {
            ObjectState state =
                    ObjectState.of(Links.download(Links.to(scripted), directory).object());
            return again(scripted, state) instanceof NotModified;
        }
    }

    private DownloadResult again(ScriptedServer scripted, @Nullable ObjectState state) throws IOException {
        DownloadRequest request = new DownloadRequest(
                ObjectRequest.builder(Links.to(scripted)).unless(state).build(), directory);
        return Links.download(Links.OPTIONS, request);
    }

    private static String crc64(String text) {
        Crc64 crc = new Crc64();
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        crc.update(bytes, 0, bytes.length);
        return Long.toUnsignedString(crc.value());
    }
}
