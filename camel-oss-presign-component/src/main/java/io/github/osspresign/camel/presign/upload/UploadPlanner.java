// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.upload;

import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.LocalFile;
import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.message.SignedUpload;
import io.github.osspresign.camel.presign.service.ServiceClients;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.oss.syntax.PartLayout;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of an upload in parts for a message: opens the upload, unless the message names an open one, and signs its
 * links, all with the same time, credentials and lifetime.
 */
public final class UploadPlanner {

    private static final Pattern UPLOAD_ID = Pattern.compile("[!-~]{1,1024}");

    private final UploadRequests requests;
    private final Function<PresignRequest, PresignedUrl> signer;
    private final Lifetime lifetime;

    public UploadPlanner(UploadRequests requests, Function<PresignRequest, PresignedUrl> signer, Lifetime lifetime) {
        this.requests = requests;
        this.signer = signer;
        this.lifetime = lifetime;
    }

    /** Refuses sizes that are not allowed. */
    public static void checkOptions(@Nullable String partSize, @Nullable String uploadSize) {
        PartLayout.requirePartSize(bytesPerPart(partSize, size("uploadSize", uploadSize)));
    }

    /**
     * Returns the size of an object, {@code null} if it is not set.
     *
     * @param name option or header with the size
     */
    public static @Nullable Long size(String name, @Nullable String text) {
        Long size = SizeText.parseOrNull(name, text);
        if (size != null) {
            PartLayout.requireSize(name, size);
        }
        return size;
    }

    /**
     * Returns the plan for a message.
     *
     * @param partSize the option {@code partSize}
     * @throws IllegalArgumentException if a value is not allowed
     * @throws IOException if the upload cannot be opened, or the size of the file in the body cannot be determined
     */
    public SignedUpload plan(Message message, @Nullable String partSize, ServiceClients services) throws IOException {
        Path file = LocalFile.of(message.getBody());
        Long size = requests.size();
        if (size == null && file != null) {
            size = Files.size(file);
        }
        long bytesPerPart = bytesPerPart(partSize, size);
        int[] numbers = numbers(message, size, bytesPerPart);
        int bound = requests.partMd5s().size();
        int last = numbers[numbers.length - 1];
        if (bound > 0 && bound < last) {
            throw new IllegalArgumentException(
                    "contentMd5: must be the MD5 of each part up to " + last + ", was that of " + bound);
        }
        String known = uploadId(message);
        return sign(known == null ? open(services) : known, size, bytesPerPart, numbers);
    }

    /** Opens an upload and returns its id. Of the parameters of every request, only {@code x-oss-request-payer} is sent. */
    private String open(ServiceClients services) throws ServiceCallException {
        String bucket = requests.object().bucket();
        String key = requests.object().key();
        InitiateMultipartUploadRequest.Builder request =
                InitiateMultipartUploadRequest.newBuilder().bucket(bucket).key(key);
        requests.openingHeaders().forEach(request::header);
        String payer = requests.object().query().get("x-oss-request-payer");
        if (payer != null) {
            request.requestPayer(payer);
        }
        String name = "multipart of " + bucket + "/" + key;
        // An empty id would sign requests for the object instead of an upload.
        return services.of(bucket)
                .call(
                        name,
                        sdk -> sdk.initiateMultipartUpload(request.build()),
                        "upload id",
                        opened -> !opened.initiateMultipartUpload().uploadId().isEmpty())
                .initiateMultipartUpload()
                .uploadId();
    }

    /** Returns the id of an open upload; {@code null} if there is none. */
    private static @Nullable String uploadId(Message message) {
        String id = text(message, PresignConstants.UPLOAD_ID);
        if (id != null && !UPLOAD_ID.matcher(id).matches()) {
            throw new IllegalArgumentException(PresignConstants.UPLOAD_ID
                    + ": must be 1 to 1024 characters of printable ASCII without spaces, was another text of "
                    + id.length() + " characters");
        }
        return id;
    }

    private static long bytesPerPart(@Nullable String partSize, @Nullable Long size) {
        Long wanted = SizeText.parseOrNull("partSize", partSize);
        if (wanted != null) {
            return size == null ? wanted : new PartLayout(size, wanted).partSize();
        }
        return size == null
                ? PartLayout.partSizeOfUnknown()
                : PartLayout.of(size).partSize();
    }

    private static int[] numbers(Message message, @Nullable Long size, long partSize) {
        int count = size == null ? PartLayout.MAX_PARTS : new PartLayout(size, partSize).count();
        String wanted = text(message, PresignConstants.UPLOAD_PARTS);
        if (wanted != null) {
            return PartNumbers.parse(PresignConstants.UPLOAD_PARTS, wanted, count);
        }
        if (size == null) {
            throw new IllegalArgumentException("upload size: not set; set the header " + PresignConstants.UPLOAD_SIZE
                    + " or the option uploadSize, use a file as body, or name the wanted parts in the header "
                    + PresignConstants.UPLOAD_PARTS);
        }
        return IntStream.rangeClosed(1, count).toArray();
    }

    private static @Nullable String text(Message message, String header) {
        return TextValue.orNull(header, message.getHeader(header));
    }

    /**
     * Signs the plan of an open upload.
     *
     * @param size size of the object, {@code null} if it is unknown
     * @param numbers numbers of the parts, each of which is signed when it is read from the plan
     */
    private SignedUpload sign(String uploadId, @Nullable Long size, long partSize, int[] numbers) {
        int last = numbers[numbers.length - 1];
        List<PresignedLink> list = new ArrayList<>();
        for (int after = 0; after < last; after += PresignedUpload.LISTED_PARTS) {
            list.add(link(requests.list(after, uploadId)));
        }
        PresignedLink complete = link(requests.complete(uploadId));
        PresignedUpload plan = new PresignedUpload(
                requests.object().bucket(),
                requests.object().key(),
                uploadId,
                size,
                partSize,
                Objects.requireNonNull(complete.expiresAt(), "expiresAt"),
                parts(uploadId, numbers),
                List.copyOf(list),
                complete,
                link(requests.abort(uploadId)),
                link(requests.object()));
        return new SignedUpload(plan, lifetime);
    }

    private PresignedLink link(PresignRequest request) {
        return SignedLink.link(request, signer.apply(request));
    }

    /** Returns a list that signs each part when it is read, so that a plan with 10,000 parts needs no memory for them. */
    private List<PresignedPart> parts(String uploadId, int[] numbers) {
        class SignedParts extends AbstractList<PresignedPart> implements RandomAccess {

            @Override
            public PresignedPart get(int index) {
                int number = numbers[index];
                PresignedUrl url = signer.apply(requests.part(number, uploadId));
                return new PresignedPart(number, url.url(), url.requiredHeaders());
            }

            @Override
            public int size() {
                return numbers.length;
            }
        }
        return new SignedParts();
    }
}
