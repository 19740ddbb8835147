package io.github.osspresign.download;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One request for one link: send it, check the answer, choose the target, fetch, verify, publish. */
final class Attempt {

    private final DownloadOptions options;
    private final Transport transport;
    private final InstantSource time;
    private final DownloadRequest request;
    private final PresignedLink link;
    private final Failures failures;
    private FailureContext context;

    Attempt(DownloadOptions options, Transport transport, InstantSource time, DownloadRequest request) {
        this.options = options;
        this.transport = transport;
        this.time = time;
        this.request = request;
        this.link = request.link();
        this.failures = new Failures(link);
        this.context = failures.beforeAnswer();
    }

    DownloadResult run() throws OssPresignException {
        try {
            return tryRun();
        } catch (OssPresignException e) {
            throw e;
        } catch (IOException e) {
            // The network's failures are told apart where they happen; what is left is the file system.
            throw failures.file(e, context);
        }
    }

    private DownloadResult tryRun() throws IOException {
        Instant startedAt = time.instant();
        LinkAddress address = Preflight.check(link, options.hostPolicy(), startedAt, failures);
        Target named = request.fileName() == null ? null : target(request.fileName());
        Path leftAlone = named == null ? null : named.leftAlone(failures, context);
        if (leftAlone != null) {
            return new ExistingFile(leftAlone);
        }
        try (Answer answer = send(address)) {
            ObjectHeaders object = check(answer, address);
            Target target = named != null ? named : target(RemoteName.of(object, link, address));
            leftAlone = target.leftAlone(failures, context);
            return leftAlone != null
                    ? new ExistingFile(leftAlone)
                    : receive(answer, object, address, target, startedAt);
        }
    }

    private Answer send(LinkAddress address) throws OssPresignException {
        var headers = RequestHeaders.of(link, address, failures);
        try {
            return transport.get(address, headers);
        } catch (IOException e) {
            throw failures.connection(e);
        }
    }

    private ObjectHeaders check(Answer answer, LinkAddress address) throws OssPresignException {
        AnswerCheck.requireObject(answer, link, time.instant(), failures);
        ObjectHeaders object = ObjectHeaders.of(answer);
        context = failures.context(answer.status(), new OssError(null, null, null, object.requestId()));
        if (!Verification.isProcessed(address)) {
            object.requireNamedBy(link, failures, context);
        }
        if (object.length() > options.maxFileSize()) {
            throw new SizeLimitExceededException(options.maxFileSize(), object.length(), context);
        }
        return object;
    }

    private Target target(String fileName) throws IOException {
        return new Target(new Jail(request.directory()).resolve(fileName, failures), request.fileExist());
    }

    private DownloadResult receive(
            Answer answer, ObjectHeaders object, LinkAddress address, Target target, Instant startedAt)
            throws IOException {
        Verification verification = Verification.of(object, link, address, options.verify(), failures, context);
        String fileName = target.wanted().getFileName().toString();
        Fetch fetch = new Fetch(request.progress(), fileName, object.length(), failures, context);
        long length;
        Verified verified;
        Path file;
        try (PartFile part = target.openPart(failures, context)) {
            length = fetch.run(answer, part, verification, options.maxFileSize());
            verified = verification.verify();
            file = target.publish(part, failures, context);
        }
        if (file == null) {
            return new ExistingFile(target.wanted());
        }
        fetch.done();
        return downloaded(file, length, verified, object, startedAt);
    }

    private Downloaded downloaded(Path file, long length, Verified verified, ObjectHeaders object, Instant startedAt) {
        Duration duration = Duration.between(startedAt, time.instant());
        return new Downloaded(
                file,
                length,
                object.lastModified(),
                object.contentType(),
                object.etag(),
                object.crc64(),
                object.versionId(),
                object.requestId(),
                object.metadata(),
                verified,
                1,
                0,
                duration.isNegative() ? Duration.ZERO : duration);
    }
}
