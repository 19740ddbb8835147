// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.error.OssPresignException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Line of one transfer, in progress and at its end. */
final class TransferLine {

    private static final String INDENT = "   ";
    private static final int MAX_NAME = 40;
    private static final int MIN_NAME = 12;
    private static final int MAX_BAR = 30;
    private static final int MIN_BAR = 8;
    /** Columns of further parts, with the space before them. */
    private static final int SIZE = 10;

    private static final int SPEED = 12;
    private static final int TIME_LEFT = 14;
    private static final int PERCENT = 5;

    private final TransferStart start;
    private String name;
    private @Nullable TransferStatus latest;

    TransferLine(TransferStart start) {
        this.start = start;
        this.name = ShortLink.name(start.maskedUrl());
    }

    /** Returns whether that is the same transfer; another one of an equal link is not. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(TransferStart other) {
        return start == other;
    }

    void progress(TransferStatus progress) {
        latest = progress;
        name = DisplayText.harmless(progress.fileName());
    }

    StyledText started() {
        return named(MAX_NAME).plus("  started, " + ShortLink.of(start.maskedUrl()));
    }

    /** Returns as much as fits: without space for all, first the size and then the speed is left out. */
    StyledText live(int columns) {
        int left = columns - INDENT.length() - MIN_NAME - PERCENT - TIME_LEFT - 2 - MIN_BAR;
        boolean showsSpeed = left >= SPEED;
        boolean showsSize = left >= SPEED + SIZE;
        left -= (showsSpeed ? SPEED : 0) + (showsSize ? SIZE : 0);
        int nameColumns = MIN_NAME + Math.max(0, Math.min(MAX_NAME - MIN_NAME, left * 2 / 3));
        int barColumns = MIN_BAR + Math.max(0, Math.min(MAX_BAR - MIN_BAR, left - nameColumns + MIN_NAME));
        StyledText text = StyledText.of(INDENT + padded(name, nameColumns) + "  ");
        TransferStatus progress = latest;
        if (progress == null) {
            return text.plus(StyledText.of("waiting for data", Style.FAINT));
        }
        long total = progress.total();
        text = total < 0
                ? text.plus(" ".repeat(barColumns + PERCENT))
                : text.plus(Bar.styled(Bar.of(progress.bytes(), total, barColumns)))
                        .plus(" " + Bar.percent(progress.bytes(), total));
        if (showsSize) {
            text = text.plus(DisplayText.padStart(Amounts.bytes(progress.bytes()), SIZE));
        }
        if (showsSpeed) {
            text = text.plus(DisplayText.padStart(Amounts.speed(progress.bytesPerSecond()), SPEED));
        }
        Duration timeLeft = progress.timeLeft();
        return timeLeft == null ? text : text.plus(DisplayText.padStart(Amounts.clock(timeLeft) + " left", TIME_LEFT));
    }

    StyledText retrying(OssPresignException failure) {
        return named(MAX_NAME)
                .plus("  ")
                .plus(StyledText.of("next attempt", Style.YELLOW))
                .plus(", because " + DisplayText.harmless(String.valueOf(failure.getMessage())));
    }

    /** @param columns width of the line. Without space for all, the details are shortened from the end */
    StyledText finished(TransferEnd end, int columns) {
        TransferredObject object = end.object();
        if (object != null) {
            name = DisplayText.harmless(object.fileName());
        }
        StyledText text = named(Math.min(MAX_NAME, Math.max(MIN_NAME, columns / 2)))
                .plus("  ")
                .plus(StyledText.of(end.outcome().label().replace('_', ' '), style(end.outcome())));
        if (object != null) {
            return text.plus(details(object, end, columns - DisplayText.columns(text.plain())));
        }
        Throwable failure = end.failure();
        return failure == null ? text : text.plus(", " + reason(failure));
    }

    private static Style style(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> Style.RED;
            case DOWNLOADED, UPLOADED -> Style.GREEN;
            case EXISTING, DUPLICATE, ABANDONED -> Style.YELLOW;
        };
    }

    private static String details(TransferredObject object, TransferEnd end, int columns) {
        StringBuilder details = new StringBuilder();
        for (String detail : new String[] {
            ", " + Amounts.bytes(object.length()) + " in " + Amounts.seconds(end.duration()),
            ", verified by " + object.verified(),
            object.attempts() > 1 ? ", " + object.attempts() + " attempts" : "",
            object.resumedBytes() > 0 ? ", " + Amounts.bytes(object.resumedBytes()) + " resumed" : "",
            end.bytesPerSecond() < 0 ? "" : ", " + Amounts.speed(end.bytesPerSecond())
        }) {
            if (details.length() + detail.length() <= columns) {
                details.append(detail);
            }
        }
        return details.toString();
    }

    /** Only messages of the component are known to contain no secrets. */
    private static String reason(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        return failure instanceof OssPresignException
                ? type + ": " + DisplayText.harmless(String.valueOf(failure.getMessage()))
                : type;
    }

    private StyledText named(int columns) {
        return StyledText.of(INDENT + DisplayText.cutMiddle(name, columns));
    }

    private static String padded(String name, int columns) {
        return DisplayText.padEnd(DisplayText.cutMiddle(name, columns), columns);
    }
}
