package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.asr.config.AsrProperties;
import io.parley.chat.config.ChatProperties;
import io.parley.classification.config.ClassificationProperties;
import io.parley.gateway.config.GatewayProperties;
import io.parley.spring.ParleyProperties;
import io.parley.tts.config.TtsProperties;
import io.parley.web.connection.WebProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The page of settings lists all there are, and none that are not. */
class SettingsTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(parley\\.\\S+)` \\| ([^|]*) \\|", Pattern.MULTILINE);

    private static final List<Class<?>> SETTINGS = List.of(ParleyProperties.class, AsrProperties.class,
            TtsProperties.class, ClassificationProperties.class, ChatProperties.class, GatewayProperties.class,
            WebProperties.class);

    @Test
    void thePageListsEverySettingWithItsDefault() throws Exception {
        String page = Files.readString(Path.of("../docs/settings.md"));
        Set<String> written = ROW.matcher(page).results().map(SettingsTest::row).collect(Collectors.toSet());
        Set<String> known = new TreeSet<>();
        for (Class<?> type : SETTINGS) {
            known.addAll(settings(type.getAnnotation(ConfigurationProperties.class).value(), type).toList());
        }
        assertThat(written).containsExactlyInAnyOrderElementsOf(known);
    }

    /** What has no simple default is described in words, which are not compared. */
    private static String row(MatchResult row) {
        String value = row.group(2).replace("`", "");
        return row.group(1) + " "
                + (value.matches("-?[0-9]+[a-zA-Z]*|true|false|int8|mixed|[a-z0-9]+(-[a-z0-9]+)+") ? value : "");
    }

    private static Stream<String> settings(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap((component) -> {
            String name = prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            return component.getType().isRecord() ? settings(name, component.getType())
                    : Stream.of(name + " " + defaultOf(type, component));
        });
    }

    private static String defaultOf(Class<?> type, RecordComponent component) {
        DefaultValue value = Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
            .filter((parameter) -> parameter.getName().equals(component.getName()))
            .findFirst()
            .orElseThrow()
            .getAnnotation(DefaultValue.class);
        return (value != null && value.value().length == 1) ? value.value()[0] : "";
    }

}
