// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Links of a plan: those of a hostile sender are not used, and those that have expired are replaced. */
class MultipartPlanTest extends MultipartTestSupport {

    private final byte[] content = TestBytes.random(3 * PART);

    private PresignedUpload plan() throws Exception {
        return plans.open(KEY, (long) content.length);
    }

    private static PresignedUpload withPart(PresignedUpload plan, int number, String url) {
        List<PresignedPart> parts = new ArrayList<>(plan.parts());
        parts.set(number - 1, new PresignedPart(number, url, Map.of()));
        return with(plan, parts, plan.list(), plan.complete(), plan.object());
    }

    private void assertRefused(PresignedUpload plan, String message) {
        assertThatThrownBy(() -> uploadInOrder(request(plan, content)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith(message + " (")
                .hasMessageNotContaining(plan.uploadId());
    }

    @Test
    void refusesPartsWithSwappedNumbers() throws Exception {
        PresignedUpload plan = plan();
        PresignedUpload swapped = withPart(plan, 2, plan.parts().get(2).url());
        assertRefused(swapped, "upload plan, link of part 2: must have the part number 2");
        assertThat(sentParts()).containsExactly(1);
    }

    @Test
    void refusesPartOfAnotherUpload() throws Exception {
        PresignedUpload plan = plan();
        String other = plans.part(KEY, plans.initiate(KEY), 2);
        assertRefused(withPart(plan, 2, other), "upload plan, link of part 2: must have the upload id of the plan");
        assertThat(sentParts()).containsExactly(1);
    }

    @Test
    void refusesPartOfAnotherKeyOrBucket() throws Exception {
        PresignedUpload plan = plan();
        assertRefused(
                withPart(plan, 2, plans.part("dir/other.bin", plan.uploadId(), 2)),
                "upload plan, link of part 2: must be for the object key of the plan");
        UploadPlans others = new UploadPlans(server, "other-bucket", clock);
        assertRefused(
                withPart(plan, 2, others.part(KEY, plan.uploadId(), 2)),
                "upload plan, link of part 2: must be for the bucket of the plan");
    }

    @Test
    void refusesPartAtAnotherHost() throws Exception {
        PresignedUpload plan = plan();
        try (OssDevServer other =
                OssDevServer.builder().bucket(BUCKET).clock(clock).start()) {
            String url = new UploadPlans(other, BUCKET, clock).part(KEY, plan.uploadId(), 2);
            assertRefused(
                    withPart(plan, 2, url),
                    "upload plan, link of part 2: must have the host of the link that completes the upload");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void refusesPartOfAnotherKeyAlsoIfItsSignatureIsNotRecognised() throws Exception {
        PresignedUpload plan = plan();
        String other = plans.part("dir/other.bin", plan.uploadId(), 2)
                .replace("x-oss-signature=", "%78-oss-signature=")
                .replace("Signature=", "%53ignature=");
        assertRefused(
                withPart(plan, 2, other),
                "upload plan, link of part 2: must have the path of the link that completes the upload");
        assertThat(sentParts()).containsExactly(1);
    }

    @Test
    void refusesParameterThatIsGivenTwice() throws Exception {
        PresignedUpload plan = plan();
        String url = plan.parts().get(1).url();
        assertRefused(
                withPart(plan, 2, url + "&partNumber=3"), "upload plan, link of part 2: must have valid parameters");
    }

    @Test
    void refusesOtherLinksOfAnotherUpload() throws Exception {
        PresignedUpload plan = plan();
        PresignedUpload other = plans.open(KEY, (long) content.length);
        assertRefused(
                with(plan, plan.parts(), other.list(), plan.complete(), plan.object()),
                "upload plan, link of list 1: must have the upload id of the plan");
        assertRefused(
                with(plan, plan.parts(), plan.list(), other.complete(), plan.object()),
                "upload plan, link to complete: must have the upload id of the plan");
        assertThat(requests("POST")).as("no completion").isEqualTo(2);
    }

    @Test
    void refusesHostThatIsNotAllowed() throws Exception {
        PresignedUpload plan = plan();
        UnaryOperator<String> moved = url -> url.replaceFirst("//127\\.0\\.0\\.1:", "//127.0.0.2:");
        List<PresignedPart> parts = plan.parts().stream()
                .map(part -> new PresignedPart(part.number(), moved.apply(part.url()), Map.of()))
                .toList();
        PresignedUpload hostile = with(
                plan,
                parts,
                List.of(PresignedLink.of(moved.apply(plan.list().get(0).url()))),
                PresignedLink.of(moved.apply(plan.complete().url()), "POST"),
                null);
        assertThatThrownBy(() -> upload(request(hostile, content))).isInstanceOf(HostNotAllowedException.class);
    }

    private MultipartRequest renewing(PresignedUpload plan, LinkRefresher refresher) {
        return MultipartRequest.builder(plan, UploadContent.of(UploadSource.of(content)))
                .refresher(refresher)
                .build();
    }

    @Test
    void replacesEachExpiredLink() throws Exception {
        plans.lifetime(Duration.ofMinutes(1));
        PresignedUpload plan = plan();
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> upload(request(plan, content))).isInstanceOf(LinkExpiredException.class);

        AtomicInteger renewals = new AtomicInteger();
        upload(renewing(plan, ended -> {
            renewals.incrementAndGet();
            return plans.renewed(ended);
        }));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(renewals).hasValue(5);
    }

    @Test
    void refusesFreshLinkOfAnotherPartOrUpload() throws Exception {
        plans.lifetime(Duration.ofMinutes(1));
        PresignedUpload plan = plan();
        String other = plans.initiate(KEY);
        clock.advance(Duration.ofMinutes(2));
        assertFreshLinkRefused(
                plan,
                ended -> ended.method().equals("PUT") ? put(plans.part(KEY, plan.uploadId(), 3)) : plans.renewed(ended),
                "partNumber");
        assertFreshLinkRefused(
                plan,
                ended -> ended.method().equals("PUT") ? put(plans.part(KEY, other, 1)) : plans.renewed(ended),
                "uploadId");
        assertThat(sentParts()).isEmpty();
    }

    @Test
    void refusesFreshLinkWithAParameterThatIsGivenTwice() throws Exception {
        plans.lifetime(Duration.ofMinutes(1));
        PresignedUpload plan = plan();
        clock.advance(Duration.ofMinutes(2));
        for (String name : List.of("partNumber", "uploadId", "%75ploadId")) {
            assertFreshLinkRefused(
                    plan,
                    ended -> ended.method().equals("PUT")
                            ? put(plans.renewed(ended).url() + "&" + name + "=3")
                            : plans.renewed(ended),
                    name.replace("%75", "u"),
                    "must be given once");
        }
        assertThat(sentParts()).isEmpty();
    }

    private void assertFreshLinkRefused(PresignedUpload plan, LinkRefresher refresher, String parameter) {
        assertFreshLinkRefused(plan, refresher, parameter, "must be that of the expired link");
    }

    private void assertFreshLinkRefused(PresignedUpload plan, LinkRefresher refresher, String parameter, String rule) {
        assertThatThrownBy(() -> uploadInOrder(renewing(plan, refresher)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("parameter " + parameter + " of the fresh link: " + rule + " (")
                .hasMessageNotContaining(plan.uploadId());
    }

    private static PresignedLink put(String url) {
        return PresignedLink.of(url, "PUT");
    }

    @Test
    void partThatIsStoredNeedsNoLink() throws Exception {
        PresignedUpload plan = plan();
        PresignedUpload first = with(plan, plan.parts().subList(0, 1), plan.list(), plan.complete(), plan.object());
        assertThatThrownBy(() -> uploadInOrder(request(first, content)))
                .isInstanceOf(OssPresignException.class)
                .hasMessageStartingWith("upload plan: must have a link of part 2, has none (");
        PresignedUpload others = with(plan, plan.parts().subList(1, 3), plan.list(), plan.complete(), plan.object());
        upload(request(others, content));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }
}
