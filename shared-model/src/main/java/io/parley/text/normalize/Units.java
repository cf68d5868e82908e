package io.parley.text.normalize;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.parley.text.Accent;

/** Numbers with a unit of measurement. */
final class Units implements Rule {

    /**
     * Letters that more often belong to a name when no space parts them from the number.
     */
    private static final Set<String> OFTEN_NO_UNIT = Set.of("A", "B", "K", "N", "J");

    private final NumberWords words;

    private final Map<String, Unit> units = new LinkedHashMap<>();

    private final Rule rules;

    Units(NumberWords words, Accent accent) {
        this.words = words;
        lengths((accent == Accent.BRITISH) ? "metre" : "meter");
        volumes((accent == Accent.BRITISH) ? "litre" : "liter");
        others();
        String names = this.units.keySet()
            .stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
        this.rules = Rule.all(
                new PatternRule("(?<![\\w.,])(\\d)'(\\d{1,2})(?:\"|'')",
                        (match) -> words.number(match.group(1)) + " foot " + words.number(match.group(2))),
                new PatternRule("(?<![\\w.,])([-+])?(" + NumberWords.LITERAL + ") ?(" + names
                        + ")(?![\\w²³°]|/(?!day|week|month|year|hour|person)\\w|\\.\\d)", this::said),
                new PatternRule("(?<![\\w.,])([-+])?(" + NumberWords.LITERAL + ")°(?!\\w)",
                        (match) -> said(match, new Unit("degree", "degrees"))));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String said(MatchResult match) {
        String symbol = match.group(3);
        boolean attached = match.group().charAt(match.group().length() - symbol.length() - 1) != ' ';
        if (attached && OFTEN_NO_UNIT.contains(symbol)) {
            return match.group();
        }
        return said(match, Objects.requireNonNull(this.units.get(symbol)));
    }

    private String said(MatchResult match, Unit unit) {
        String sign = "-".equals(match.group(1)) ? "minus " : ("+".equals(match.group(1)) ? "plus " : "");
        String number = match.group(2);
        return sign + this.words.number(number) + " " + (number.equals("1") ? unit.one() : unit.many());
    }

    private void lengths(String metre) {
        regular("km", "kilo" + metre);
        regular("cm", "centi" + metre);
        regular("mm", "milli" + metre);
        // two characters look like a Greek mu
        regular("µm", "micro" + metre);
        regular("μm", "micro" + metre);
        regular("nm", "nano" + metre);
        regular("m", metre);
        for (String symbol : new String[] { "km", "m", "cm", "mm" }) {
            String name = Objects.requireNonNull(this.units.get(symbol)).one();
            regular(symbol + "²", "square " + name);
            regular(symbol + "2", "square " + name);
            regular(symbol + "³", "cubic " + name);
            regular(symbol + "3", "cubic " + name);
        }
        put("km/h", "kilo" + metre + " per hour", "kilo" + metre + "s per hour");
        put("kph", "kilo" + metre + " per hour", "kilo" + metre + "s per hour");
        put("m/s", metre + " per second", metre + "s per second");
        put("m/s²", metre + " per second squared", metre + "s per second squared");
    }

    private void volumes(String litre) {
        regular("l", litre);
        regular("L", litre);
        regular("ml", "milli" + litre);
        regular("mL", "milli" + litre);
        regular("cl", "centi" + litre);
        regular("dl", "deci" + litre);
    }

    private void others() {
        put("%", "percent", "percent");
        put("‰", "per mille", "per mille");
        put("°C", "degree Celsius", "degrees Celsius");
        put("° C", "degree Celsius", "degrees Celsius");
        put("°F", "degree Fahrenheit", "degrees Fahrenheit");
        put("° F", "degree Fahrenheit", "degrees Fahrenheit");
        put("K", "kelvin", "kelvin");
        put("ft", "foot", "feet");
        put("sq ft", "square foot", "square feet");
        put("mph", "mile per hour", "miles per hour");
        put("mi/h", "mile per hour", "miles per hour");
        put("mpg", "mile per gallon", "miles per gallon");
        put("rpm", "revolution per minute", "revolutions per minute");
        put("fps", "frame per second", "frames per second");
        put("lb", "pound", "pounds");
        put("lbs", "pound", "pounds");
        put("Hz", "hertz", "hertz");
        put("kHz", "kilohertz", "kilohertz");
        put("MHz", "megahertz", "megahertz");
        put("GHz", "gigahertz", "gigahertz");
        String[] regular = { "g", "gram", "kg", "kilogram", "mg", "milligram", "µg", "microgram", "μg", "microgram",
                "t", "ton", "oz", "ounce", "yd", "yard", "mi", "mile", "ha", "hectare", "gal", "gallon", "s", "second",
                "sec", "second", "secs", "second", "ms", "millisecond", "µs", "microsecond", "μs", "microsecond", "ns",
                "nanosecond", "min", "minute", "mins", "minute", "h", "hour", "hr", "hour", "hrs", "hour", "B", "byte",
                "KB", "kilobyte", "kB", "kilobyte", "MB", "megabyte", "GB", "gigabyte", "TB", "terabyte", "PB",
                "petabyte", "KiB", "kibibyte", "MiB", "mebibyte", "GiB", "gibibyte", "W", "watt", "kW", "kilowatt",
                "MW", "megawatt", "GW", "gigawatt", "kWh", "kilowatt hour", "V", "volt", "kV", "kilovolt", "mV",
                "millivolt", "A", "amp", "mA", "milliamp", "mAh", "milliamp hour", "J", "joule", "kJ", "kilojoule",
                "kcal", "kilocalorie", "cal", "calorie", "N", "newton", "Pa", "pascal", "kPa", "kilopascal", "hPa",
                "hectopascal", "bar", "bar", "dB", "decibel", "Ω", "ohm", "kΩ", "kiloohm", "px", "pixel" };
        for (int i = 0; i < regular.length; i += 2) {
            regular(regular[i], regular[i + 1]);
        }
        for (String[] rate : new String[][] { { "Kbps", "kilobit" }, { "kbps", "kilobit" }, { "Mbps", "megabit" },
                { "Gbps", "gigabit" }, { "Mbit/s", "megabit" }, { "Gbit/s", "gigabit" }, { "kB/s", "kilobyte" },
                { "KB/s", "kilobyte" }, { "MB/s", "megabyte" }, { "GB/s", "gigabyte" } }) {
            put(rate[0], rate[1] + " per second", rate[1] + "s per second");
        }
    }

    private void regular(String symbol, String name) {
        put(symbol, name, name + "s");
    }

    private void put(String symbol, String one, String many) {
        this.units.put(symbol, new Unit(one, many));
    }

    private record Unit(String one, String many) {
    }

}
