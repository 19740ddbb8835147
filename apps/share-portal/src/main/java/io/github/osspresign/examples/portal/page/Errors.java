// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Response to a request that fails: a page, or of the API JSON with a text for people and the field that is refused. */
@Controller
class Errors implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final ErrorAttributes errors;

    Errors(ErrorAttributes errors) {
        this.errors = errors;
    }

    @RequestMapping("/error")
    Object show(HttpServletRequest request) {
        Throwable problem = errors.getError(new ServletWebRequest(request));
        boolean isOfDatabase = isOfDatabase(problem);
        HttpStatus status = HttpStatus.NOT_FOUND;
        if (isOfDatabase) {
            status = HttpStatus.SERVICE_UNAVAILABLE;
        } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) {
            status = HttpStatus.valueOf(code);
        }
        if (status.is5xxServerError() && problem != null) {
            LOG.warn("{}", problem.getMessage(), status == HttpStatus.INTERNAL_SERVER_ERROR ? problem : null);
        }
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (!path.matches("/api/.*|/r/[^/]+/files.*")) {
            return new ModelAndView("error", Map.of("status", status.value()), status);
        }
        InvalidFieldException field = field(problem);
        String text = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_MESSAGE));
        if (isOfDatabase) {
            text = "the database does not respond; nothing was changed; try again";
        } else if (problem instanceof HttpMessageNotReadableException) {
            text = "the request must be a JSON object";
        }
        return ResponseEntity.status(status)
                .body(
                        field == null
                                ? Map.of("error", text.isEmpty() ? status.getReasonPhrase() : text, "field", "")
                                : Map.of("error", String.valueOf(field.getReason()), "field", field.field()));
    }

    /** Returns whether a failure is one of the database. Tomcat wraps those of filters. */
    private static boolean isOfDatabase(@Nullable Throwable problem) {
        return problem instanceof DataAccessException
                || problem instanceof TransactionException
                || (problem != null && isOfDatabase(problem.getCause()));
    }

    /** Returns the field that is refused, {@code null} if it is none. */
    private static @Nullable InvalidFieldException field(@Nullable Throwable problem) {
        if (problem instanceof MethodArgumentNotValidException invalid) {
            FieldError first = invalid.getBindingResult().getFieldErrors().get(0);
            // A field of an element of a list is called by its own name.
            String field = first.getField().replaceAll("\\[.*?]", "").replaceAll(".*\\.", "");
            return new InvalidFieldException(
                    field, Objects.requireNonNullElse(first.getDefaultMessage(), "is not allowed"));
        }
        if (problem instanceof HttpMessageNotReadableException unreadable
                && unreadable.getCause() instanceof JsonMappingException wrong) {
            String field = wrong.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .filter(Objects::nonNull)
                    .reduce("", (outer, inner) -> inner);
            return field.isEmpty() ? null : new InvalidFieldException(field, rule(wrong));
        }
        if (problem instanceof MissingServletRequestParameterException missing) {
            return new InvalidFieldException(missing.getParameterName(), "must be given");
        }
        if (problem instanceof MethodArgumentTypeMismatchException mismatch) {
            return new InvalidFieldException(mismatch.getName(), "must be a " + mismatch.getRequiredType());
        }
        return problem instanceof InvalidFieldException field ? field : null;
    }

    /** Says what a field must be that is unknown, or has another type. */
    private static String rule(JsonMappingException problem) {
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return "must be one of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        Class<?> type = problem instanceof MismatchedInputException wrong ? wrong.getTargetType() : null;
        if (type == Instant.class) {
            return "must be a time such as 2026-12-31T12:00:00Z";
        }
        if (type == String.class) {
            return "must be a text";
        }
        return type == List.class ? "must be a list" : "must be a whole number";
    }
}
