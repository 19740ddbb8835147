// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TransferClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A stream returns the whole object or fails before it reports its end, whatever happens on the way. */
class DownloadStreamTest extends DevServerTestSupport {

    private static final int SIZE = 3_000_000;
    private static final byte[] SMALL = {1, 2, 3, 4, 5, 6, 7, 8};

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private DownloadStream open(TransferOptions options) throws OssPresignException {
        return open(options, request(link(), null));
    }

    private DownloadStream open(TransferOptions options, ObjectRequest request) throws OssPresignException {
        TransferClient client = client(options);
        opened.add(client);
        return (DownloadStream) client.stream(request);
    }

    private DownloadStream open(ScriptedServer answering, TransferOptions options) throws OssPresignException {
        TransferClient client = TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(Links.NOW))
                .build();
        opened.add(answering);
        opened.add(client);
        return (DownloadStream) client.stream(request(Links.to(answering), null));
    }

    private static ObjectRequest request(PresignedLink link, @Nullable LinkRefresher refresher) {
        return ObjectRequest.builder(link).refresher(refresher).build();
    }

    private PresignedLink fresh() {
        clock.advance(Duration.ofSeconds(1));
        return link();
    }

    /** Bytes that are returned before the end or a failure, and that failure. */
    private record Reading(
            ByteArrayOutputStream given, @Nullable IOException failure) {
        byte[] bytes() {
            return given.toByteArray();
        }
    }

    private static Reading read(DownloadStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            stream.transferTo(bytes);
            return new Reading(bytes, null);
        } catch (IOException e) {
            return new Reading(bytes, e);
        }
    }

    // ---- well

    @Test
    void streamHasTheObjectAndItsProperties() throws Exception {
        byte[] content = store(SIZE);

        DownloadStream stream = open(patient());

        assertThat(stream.fileName()).isEqualTo("object.bin");
        assertThat(stream.length()).isEqualTo(SIZE);
        assertThat(stream.verifiedBy()).isEqualTo(VerifiedBy.crc64);
        assertThat(stream.attempts()).isEqualTo(1);
        assertThat(stream.object().etag()).isNotEmpty();
        assertThat(stream.readAllBytes()).isEqualTo(content);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(sent("Range")).containsExactly("-");
        assertThat(sent("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void byteByByteAndWithSkips() throws Exception {
        byte[] content = store(1000);
        DownloadStream stream = open(patient());

        assertThat(stream.read()).isEqualTo(content[0] & 0xFF);
        stream.skipNBytes(500);
        assertThat(stream.read()).isEqualTo(content[501] & 0xFF);
        assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 502, 1000));
    }

    /** The JDK would keep a buffer as large as the array for each thread, which later versions do not count. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_21)
    void aLargeArrayTakesLittleMemoryOutsideTheHeap() throws Exception {
        byte[] content = store(SIZE);
        DownloadStream stream = open(patient());
        long before = outsideTheHeap();
        byte[] bytes = new byte[SIZE];

        assertThat(stream.readNBytes(bytes, 0, SIZE)).isEqualTo(SIZE);

        assertThat(bytes).isEqualTo(content);
        assertThat(outsideTheHeap() - before).isLessThan(SIZE / 2);
    }

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void anEmptyObjectEndsAtOnce() throws Exception {
        store(0);

        DownloadStream stream = open(patient());

        assertThat(stream.length()).isZero();
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void aBodyWithoutLengthEndsWhereItEnds() throws Exception {
        DownloadStream stream = open(new ScriptedServer(ScriptedResponse.chunked(SMALL, 3)), Links.OPTIONS);

        assertThat(stream.length()).isEqualTo(-1);
        assertThat(stream.verifiedBy()).isEqualTo(VerifiedBy.none);
        assertThat(stream.readAllBytes()).isEqualTo(SMALL);
    }

    @Test
    void whatHasBeenReadToItsEndGivesItsConnectionBack() throws Exception {
        ScriptedServer answering = new ScriptedServer(ScriptedResponse.ok(SMALL));
        DownloadStream first = open(answering, Links.OPTIONS);
        assertThat(first.readNBytes(SMALL.length)).isEqualTo(SMALL);
        first.close();

        try (DownloadStream second =
                (DownloadStream) ((TransferClient) opened.get(1)).stream(request(Links.to(answering), null))) {
            assertThat(second.readAllBytes()).isEqualTo(SMALL);
        }

        assertThat(answering.connections()).isEqualTo(1);
    }

    @Test
    void aListenerHearsOfEachMebibyteAndOfTheEnd() throws Exception {
        store(SIZE);
        List<TransferProgress> heard = new ArrayList<>();

        open(
                        patient(),
                        ObjectRequest.builder(link())
                                .fileName("sub/name")
                                .listener(heard::add)
                                .build())
                .readAllBytes();

        assertThat(heard).hasSize(3).allMatch(progress -> progress.total() == SIZE);
        assertThat(heard.get(2).done()).isTrue();
        assertThat(heard.get(2).fileName()).isEqualTo("sub/name");
    }

    @Test
    void bytesAreHeldBack() throws Exception {
        store(SIZE);

        open(patient(with -> with.maxBytesPerSecond(1_000_000))).readAllBytes();

        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isGreaterThan(Duration.ofMillis(2500));
    }

    // ---- failures that pass

    @Test
    void streamResumesAfterConnectionIsCut() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.CutBodyAfter(1_000_000));
        server.inject(new Fault.CutBodyAfter(500_000));

        DownloadStream stream = open(patient());

        assertThat(stream.readAllBytes()).isEqualTo(content);
        assertThat(sent("Range")).containsExactly("-", "bytes=1000000-2999999", "bytes=1500000-2999999");
        assertThat(sent("If-Match").get(1)).isEqualTo("\"" + stream.object().etag() + "\"");
        assertThat(stream.attempts()).isEqualTo(3);
    }

    @Test
    void attemptsOfStreamAreCountedAgainAfterEachMebibyte() throws Exception {
        byte[] content = store(8_000_000);
        server.injectAlways(new Fault.CutBodyAfter(1_000_000));

        DownloadStream stream = open(patient());

        assertThat(stream.readAllBytes()).isEqualTo(content);
        assertThat(stream.attempts()).isEqualTo(8);
    }

    @Test
    void streamResumesAfterStallAndServiceError() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.StallAfter(1_000_000, Duration.ofMinutes(5)));
        server.inject(new Fault.StatusError(503, "ServiceUnavailable", "no"));

        assertThat(open(impatient()).readAllBytes()).isEqualTo(content);

        assertThat(statuses()).endsWith(503, 206);
    }

    @Test
    void aLinkThatEndsInTheMiddleIsReplaced() throws Exception {
        byte[] content = store(SIZE);
        PresignedLink old = link();
        server.inject(new Fault.CutBodyAfter(2_000_000));
        server.inject(new Fault.ExpiredEarly());

        DownloadStream stream = open(patient(), request(old, ended -> fresh()));

        assertThat(stream.readAllBytes()).isEqualTo(content);
        assertThat(statuses()).containsExactly(200, 403, 206);
    }

    @Test
    void expiryOfStreamWithoutRefresherIsNotRetried() throws Exception {
        store(SIZE);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        server.inject(new Fault.ExpiredEarly());

        Reading reading = read(open(patient()));

        assertThat(reading.failure()).isInstanceOf(LinkExpiredException.class);
    }

    // ---- failures that stay

    @Test
    void attemptsAreCounted() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.CutBodyAfter(100_000), 5);

        Reading reading = read(open(patient()));

        assertThat(reading.failure()).isInstanceOf(TruncatedBodyException.class);
        assertThat(reading.bytes()).isEqualTo(Arrays.copyOf(content, 500_000));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void wrongByteFailsInsteadOfTheEnd() throws Exception {
        store(SIZE);
        server.inject(new Fault.FlippedByte(7));
        DownloadStream stream = open(patient());

        Reading reading = read(stream);

        assertThat(reading.failure()).isInstanceOf(ChecksumMismatchException.class);
        assertThat(reading.bytes().length).isLessThan(SIZE);
        assertThatThrownBy(stream::read).isSameAs(reading.failure());
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void wrongByteFailsTheReadOfTheLastByte() throws Exception {
        store(SIZE);
        server.inject(new Fault.FlippedByte(7));
        DownloadStream stream = open(patient());

        assertThatThrownBy(() -> stream.readNBytes(SIZE)).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void streamDetectsWrongMd5() throws Exception {
        DownloadStream right = open(
                new ScriptedServer(ScriptedResponse.ok("content").with("Content-MD5", "mgNkuembtIDdJeHwKEyFVQ==")),
                Links.OPTIONS);
        assertThat(right.verifiedBy()).isEqualTo(VerifiedBy.md5);
        assertThat(right.readAllBytes()).asString().isEqualTo("content");

        DownloadStream wrong = open(
                new ScriptedServer(ScriptedResponse.ok("kontent").with("Content-MD5", "mgNkuembtIDdJeHwKEyFVQ==")),
                Links.OPTIONS);
        assertThatThrownBy(wrong::readAllBytes).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void streamWithoutEntityTagIsNotResumed() throws Exception {
        ScriptedServer answering =
                new ScriptedServer(ScriptedResponse.ok(SMALL).afterBytes(5, ScriptedResponse.Ending.CLOSE));

        Reading reading = read(open(answering, patient()));

        assertThat(reading.failure()).isInstanceOf(TruncatedBodyException.class);
        assertThat(reading.bytes()).isEqualTo(Arrays.copyOf(SMALL, 5));
        assertThat(answering.requests()).hasSize(1);
    }

    @Test
    void anObjectThatChangesIsNotPutTogether() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.CutBodyAfter(1_000_000));
        DownloadStream stream = open(patient());
        store(SIZE - 1);

        Reading reading = read(stream);

        assertThat(reading.failure()).isInstanceOf(ObjectChangedException.class);
        assertThat(reading.bytes()).isEqualTo(Arrays.copyOf(content, 1_000_000));
    }

    @Test
    void aWholeObjectInsteadOfTheRestIsNotAppended() throws Exception {
        ScriptedResponse whole = ScriptedResponse.ok(SMALL).with("ETag", "\"E\"");
        ScriptedServer answering = new ScriptedServer(whole.afterBytes(5, ScriptedResponse.Ending.CLOSE), whole);

        Reading reading = read(open(answering, Links.options(with -> with.retry(Links.attempts(3)))));

        assertThat(reading.failure()).hasMessageStartingWith("service ignored the range and sent the whole object (");
        assertThat(reading.bytes()).isEqualTo(Arrays.copyOf(SMALL, 5));
    }

    @Test
    void refusalsComeBeforeTheFirstByte() {
        server.putObject(BUCKET, "other", new byte[100]);
        assertThatThrownBy(() -> open(patient())).isInstanceOf(ObjectNotFoundException.class);
        store(SIZE);
        assertThatThrownBy(() -> open(patient(with -> with.maxFileSize(SIZE - 1))))
                .isInstanceOf(SizeLimitExceededException.class);
        server.inject(new Fault.Redirect("http://127.0.0.1:1/"));
        assertThatThrownBy(() -> open(patient(with -> with.retry(Links.attempts(1)))))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("Connection refused");
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> open(patient())).isInstanceOf(LinkRejectedException.class);
        assertThatThrownBy(() -> open(
                        patient(),
                        ObjectRequest.builder(link()).fileName("../x").build()))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("file name: must be a path inside the directory, without control characters,");
    }

    @Test
    void whatCannotBeCheckedIsRefusedBeforeTheFirstByte() {
        TransferOptions strict = Links.options(with -> with.verify(VerificationMode.required));
        assertThatThrownBy(() -> open(new ScriptedServer(ScriptedResponse.ok(SMALL)), strict))
                .isInstanceOf(ChecksumMismatchException.class);
        assertThatThrownBy(() -> open(
                        new ScriptedServer(ScriptedResponse.chunked(SMALL, 8).with("Content-Encoding", "gzip")),
                        Links.OPTIONS))
                .hasMessageStartingWith("content encoding of the response: must be identity, was '");
    }

    @Test
    void aBodyWithoutLengthStaysWithinTheLimit() throws Exception {
        DownloadStream stream = open(
                new ScriptedServer(ScriptedResponse.chunked(SMALL, 3)), Links.options(with -> with.maxFileSize(7)));

        assertThat(read(stream).failure()).isInstanceOf(SizeLimitExceededException.class);
    }

    @Test
    void theTimeForADownloadHoldsForItsReader() throws Exception {
        store(SIZE);
        DownloadStream stream = open(patient(with -> with.transferTimeout(Duration.ofMinutes(1))));
        assertThat(stream.read()).isNotNegative();
        clock.advance(Duration.ofMinutes(2));

        assertThat(read(stream).failure())
                .hasMessageStartingWith("transfer did not end within 1 minute (transferTimeout)");
    }

    // ---- closed

    @Test
    void closedEarlyItSaysSo() throws Exception {
        store(SIZE);
        DownloadStream stream = open(patient());
        assertThat(stream.read()).isNotNegative();

        stream.close();

        assertThatThrownBy(stream::read)
                .isNotInstanceOf(OssPresignException.class)
                .hasMessageStartingWith("stream was closed before its end");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void streamThatIsClosedEarlyIsNoLongerWatched() throws Exception {
        store(SIZE);
        TransferClient client = client(patient());
        opened.add(client);
        for (int i = 0; i < 10; i++) {
            DownloadStream stream = (DownloadStream) client.stream(request(link(), null));
            stream.readNBytes(i * 1000);
            stream.close();
        }
        await().untilAsserted(() -> assertThat(watch(client).isIdle()).isTrue());
    }

    @Test
    void streamMayBeClosedDuringARead() throws Exception {
        store(SIZE);
        server.inject(new Fault.StallAfter(1_000_000, Duration.ofMinutes(5)));
        DownloadStream stream = open(patient(with -> with.stallTimeout(Duration.ofMinutes(5))));
        stream.readNBytes(1_000_000);
        Thread closing = new Thread(stream::close);
        closing.start();

        IOException failure = catchThrowableOfType(IOException.class, stream::read);

        closing.join();
        assertThat(failure).hasMessageStartingWith("stream was closed before its end");
    }

    @Test
    void anObjectThatHasBeenSeenIsNotStreamed() throws Exception {
        store(SIZE);
        DownloadFilter seen =
                object -> object.state() == null ? DownloadFilter.Admission.ADMITTED : DownloadFilter.Admission.SEEN;
        ObjectRequest request = ObjectRequest.builder(link()).filter(seen).build();

        assertThat(client(patient()).stream(request)).isInstanceOf(AlreadySeen.class);
    }

    @Test
    void streamOpensInTheAttemptAfterTheObjectWasBusy() throws Exception {
        byte[] content = store(SIZE);
        AtomicInteger asked = new AtomicInteger();
        DownloadFilter atFirst = object ->
                asked.getAndIncrement() < 3 ? DownloadFilter.Admission.BUSY : DownloadFilter.Admission.ADMITTED;
        ObjectRequest request = ObjectRequest.builder(link()).filter(atFirst).build();

        assertThat(open(patient(), request).readAllBytes()).isEqualTo(content);
    }

    @Test
    void deadlineOfStreamIncludesTheWaitForBusyObject() throws Exception {
        store(SIZE);
        AtomicBoolean first = new AtomicBoolean(true);
        DownloadFilter busyAtFirst = object -> {
            if (first.getAndSet(false)) {
                clock.advance(Duration.ofSeconds(6));
                return DownloadFilter.Admission.BUSY;
            }
            return DownloadFilter.Admission.ADMITTED;
        };
        DownloadStream stream = open(
                tenSeconds(), ObjectRequest.builder(link()).filter(busyAtFirst).build());

        clock.advance(Duration.ofSeconds(5));
        assertThatThrownBy(stream::readAllBytes)
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("transfer did not end within 10 seconds (transferTimeout)");
    }

    private static TransferOptions tenSeconds() {
        return patient(with -> with.transferTimeout(Duration.ofSeconds(10)));
    }

    @Test
    void readingAfterAListenerHasFailedLeavesNoGap() throws Exception {
        store(SIZE);
        ProgressListener failing = progress -> {
            throw new IllegalStateException("enough");
        };
        DownloadStream stream =
                open(patient(), ObjectRequest.builder(link()).listener(failing).build());

        assertThatThrownBy(stream::readAllBytes).hasMessage("enough");
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    }
}
