// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.upload;

import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.message.SignedUpload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signs the links of one upload in parts, all with the same time, credentials and lifetime. */
public final class UploadSigner {

    private final UploadRequests requests;
    private final Function<PresignRequest, PresignedUrl> signer;
    private final Lifetime lifetime;

    public UploadSigner(UploadRequests requests, Function<PresignRequest, PresignedUrl> signer, Lifetime lifetime) {
        this.requests = requests;
        this.signer = signer;
        this.lifetime = lifetime;
    }

    /** Returns the requests that are signed. */
    UploadRequests requests() {
        return requests;
    }

    /**
     * Signs the plan of an open upload.
     *
     * @param size size of the object, {@code null} if it is unknown
     * @param numbers numbers of the parts, each of which is signed when it is read from the plan
     */
    SignedUpload sign(String uploadId, @Nullable Long size, long partSize, int[] numbers) {
        int bound = requests.partMd5s().size();
        int last = numbers[numbers.length - 1];
        if (bound > 0 && bound < last) {
            throw new IllegalArgumentException(
                    "contentMd5: must be the MD5 of each part up to " + last + ", was that of " + bound);
        }
        Duration duration = lifetime.duration();
        List<PresignedLink> list = new ArrayList<>();
        for (int after = 0; after < last; after += PresignedUpload.LISTED_PARTS) {
            list.add(link(requests.list(after, uploadId, duration)));
        }
        PresignedLink complete = link(requests.complete(uploadId, duration));
        PresignedUpload plan = new PresignedUpload(
                requests.bucket(),
                requests.key(),
                uploadId,
                size,
                partSize,
                Objects.requireNonNull(complete.expiresAt(), "expiresAt"),
                parts(uploadId, numbers),
                List.copyOf(list),
                complete,
                link(requests.abort(uploadId, duration)),
                link(requests.object(duration)));
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
                PresignedUrl url = signer.apply(requests.part(number, uploadId, lifetime.duration()));
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
