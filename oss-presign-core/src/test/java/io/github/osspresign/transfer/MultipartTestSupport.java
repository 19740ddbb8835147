// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Uploads in parts to a dev server, and what it has received of them. */
public abstract class MultipartTestSupport extends DevServerTestSupport {

    public static final int PART = UploadPlans.PART_SIZE;

    public final UploadPlans plans = new UploadPlans(server, BUCKET, clock);

    public Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("upload.bin"), content);
    }

    public static MultipartRequest request(PresignedUpload plan, Path file) throws IOException {
        return request(plan, UploadContent.of(UploadSource.of(file)));
    }

    public static MultipartRequest request(PresignedUpload plan, byte[] content) {
        return request(plan, UploadContent.of(UploadSource.of(content)));
    }

    public static MultipartRequest request(PresignedUpload plan, UploadContent content) {
        return MultipartRequest.builder(plan, content).build();
    }

    public Uploaded upload(MultipartRequest request) throws OssPresignException {
        return upload(patient(), request);
    }

    public Uploaded upload(TransferOptions options, MultipartRequest request) throws OssPresignException {
        try (TransferClient client = client(options)) {
            return client.upload(request, new Cancellation());
        }
    }

    /** Uploads one part at a time, so that the order of the requests is known. */
    public Uploaded uploadInOrder(MultipartRequest request) throws OssPresignException {
        return upload(patient(with -> with.parallelism(1)), request);
    }

    /** Returns the numbers of the parts in the order in which the server has responded to them. */
    public List<Integer> sentParts() {
        return server.requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .map(request -> Integer.parseInt(request.target().replaceFirst(".*[?&]partNumber=([0-9]+).*", "$1")))
                .toList();
    }

    /** Returns the methods of the requests from one on. */
    public List<String> methods(int from) {
        return server.requests().stream()
                .skip(from)
                .map(RecordedRequest::method)
                .toList();
    }

    public long requests(String method) {
        return methods(0).stream().filter(method::equals).count();
    }

    public static Predicate<RecordedRequest> part(int number) {
        return request -> request.target().contains("partNumber=" + number + "&");
    }

    public static Predicate<RecordedRequest> completion() {
        return request -> request.method().equals("POST") && request.target().contains("uploadId=");
    }

    /** Returns a copy of a plan with other links. */
    public static PresignedUpload with(
            PresignedUpload plan,
            List<PresignedPart> parts,
            List<PresignedLink> list,
            PresignedLink complete,
            @Nullable PresignedLink object) {
        return new PresignedUpload(
                plan.bucket(),
                plan.key(),
                plan.uploadId(),
                plan.size(),
                plan.partSize(),
                plan.expiresAt(),
                parts,
                list,
                complete,
                plan.abort(),
                object);
    }
}
