"""Every tunable limit of the analysis, with its unit, meaning and source. One frozen value, passed whole.

A *unit* is the drawing's own: its median font size, so that a drawing at another scale is read alike. Limits whose
source is "fitted" were chosen on real drawings together with the weights in `analysis/fitted.json`. Those that name no
source were set by hand, so that the golden drawings (`data/drawings`) and real ones that people had read come out as
they read them; `tests/quality.py` and `benchmarks/accuracy.py` tell what a change of them gains and loses.
"""

from __future__ import annotations

import math

import msgspec


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of the inference; the values used are stored with every graph.

    Each is a finite number of 0 or more; only `root_cosine` may be less. Any other is a `ValueError` or a `TypeError`.
    """

    # What an end means

    end_reach: float = 4.0
    """Units around an end within which a thing may be what it means. Source: fitted; holds 99.9 % of declared ends."""
    end_sight: float = 8.0
    """Units ahead of an end within which a thing that its direction meets may be meant. Source: fitted."""
    end_sight_share: float = 0.5
    """The same as a share of the connector's length, if that is more. Source: fitted."""
    aside_reach: float = 2.5
    """Units around an end within which a thing may be meant that lies aside of its direction, or behind it.
    Source: real drawings; all but 2 of 20,604 declared ends are nearer to what they mean, or point towards it."""
    aside_reach_words: float = 1.0
    """The same for bare words: what is written beside an arrow's end is a note or a label. Source: real drawings; all
    but 8 of 2,530 declared ends at words."""
    aside_cosine: float = 0.5
    """Cosine of the angle between the direction of an end and the way to a thing, below which that lies aside of it.
    Source: the same."""
    far_reach: float = 10.0
    """Units around the end of an arrow whose label says that it joins something, but which has nothing near or ahead.
    Source: fitted."""
    far_sight: float = 30.0
    """Units ahead of an arrow's end that has nothing within `end_reach`. Source: fitted."""
    deep: float = 1.6
    """Units inside the border of a frame, or of what an arrow runs about in, from which it is not meant. Inside of
    anything else an end counts as this far from its border at most.
    Source: the editor binds to frames at their border only, up to 30 px."""
    frame_reach: float = 0.8
    """Units before the border of a frame within which an end that stops there may mean the frame. Elsewhere a frame is
    where an arrow is, and not what it means. Source: the editor's 16 px, at its font size 20."""
    stale: float = 1.6
    """Units from what it declares beyond which an end may be stale. Source: 99 % of declared ends lie within 32 px."""
    stale_at: float = 0.75
    """Units from another thing within which such an end is seen to be there instead. Source: fitted."""
    rival_reach: float = 0.8
    """Units by which a thing may be farther from an end than the nearest and still be as likely, where it lies on top.
    Source: the editor binds to what lies on top within 16 px, at its font size 20."""
    rival_reach_most: float = 1.6
    """The same for a large thing: a quarter of its shorter side, up to this. Source: the editor's 32 px."""
    abuts: float = 0.1
    """Units by which two things may be apart, or reach into each other, that share a border."""
    overruled: float = 0.1
    """Probability, were it not declared, below which what an end declares is overruled by what is nearer.
    Source: hand-labelled drawings."""
    overruling: float = 0.6
    """Probability of that nearer thing from which it does. Source: hand-labelled drawings."""
    touches: float = 0.25
    """Units from an outline within which an end touches it. Source: the editor's gap of 5 px at its font size 20."""
    middle_off: float = 0.05
    """Units from the middle of a thing within which an end is in its very middle: 1 px at the editor's font size 20."""
    at_outline: float = 0.5
    """Units from an outline, or a brace's tip, within which a line was drawn up to it, touching or not."""
    doubtful: float = 0.05
    """Probability below which what an arrow joins is not believed, unless a label says that it joins something."""
    lopsided: float = 0.33
    """How far one end stops short, at least, where the other does by more than `end_reach`, as a share of that. Source:
    drawings that were read, where none of five such arrows joins anything."""
    short_share: float = 0.33
    """Share of an arrow's length by which an end that points at a thing may stop short of it, be that more than
    `end_reach`. Source: drawings that were read, where all that end in the open do so by more than their length."""
    sure: float = 0.8
    """Probability from which an end's target tells how far from their targets the drawing's ends usually stop."""
    loop: float = 0.75
    """Share of its length within which both ends of an arrow lie, where it bends back to the thing it came from."""
    folded: float = 0.02
    """Share of its length by which an arrow may miss its own way back, where it leads there and back again."""

    # What a text is

    label_reach: float = 2.2
    """Units from a connector within which a text may label it. Source: hand-labelled drawings, the farthest at 2.14."""
    label_prior_reach: float = 2.5
    """The same before anything else is known. Source: fitted."""
    label_believed: float = 0.42
    """Probability from which a text is a label."""
    label_line: float = 0.3
    """Units between two texts of one size, at most, that are lines of one label."""
    label_sides: float = 2.0
    """The same where a connector runs between them. Source: drawings that were read, the farthest at 1.85."""
    label_elsewhere: float = 0.1
    """Probability that the second of these labels another connector, below which they are taken for lines of one."""
    label_middle: float = 0.35
    """Share of a connector's length from its middle to that of a text, at most, that stands at neither of its ends."""
    label_written: float = 10.0
    """How many times as much it counts against a label that it is written in what an end means, where that is sure."""
    repeated_place: float = 0.75
    """Units by which texts beside things may be off the same place, to be at it. Source: fitted."""
    repeated_reach: float = 100.0
    """Units between two texts that say the same, beyond which they stand in two copies of one drawing."""
    caption_reach: float = 1.2
    """Units from a thing within which a text outside of it may be its name. Source: fitted."""
    name_centred: float = 0.2
    """Share of the larger of both by which the middle of words may be off that of a thing whose name they are, though a
    connector means them."""
    dot_name: float = 1.0
    """Units that a dot is wide and high, at most, whose short name stands anywhere beside it."""
    title_reach: float = 3.0
    """Units from a container's upper or left side within which a text inside is its title. Source: fitted."""
    title_corner: float = 1.5
    """How many times as high as their type words are off two sides of a container, at most, that stand in its corner;
    units for a picture. Source: drawings that were read."""
    title_overlap: float = 0.5
    """Units by which such words may reach into what comes next."""
    title_above: float = 1.0
    """How many times as high as their type words are off a container, at most, that are its title above it."""
    title_aside: float = 0.5
    """The same for how far from its left side they begin."""
    emblem_gap: float = 1.5
    """Units from a picture in a container's corner within which words at its right name the container."""
    emblem_share: float = 0.125
    """Area of such a picture as a share of the container's, at most."""
    emblem_alike: float = 0.6
    """Area of the smaller of two pictures as a share of the larger's, from which both are of one list."""
    heading_reach: float = 10.0
    """Units between a heading and the first thing that it heads. Source: the drawing that the project began with."""
    heading_gap: float = 3.0
    """How many times as wide as the widest before it a gap is that ends a row or column under a heading."""
    heading_even: float = 0.6
    """Narrowest gap between words as a share of the widest, at least, from which they are a list without a heading."""
    heading_first: float = 20.3
    """Units between the first two things under a heading, at most: what is farther off is not of the same row. It is no
    round number, since gaps on a grid are."""
    heading_laps: float = 0.31
    """Units by which a heading may reach into the first thing under it, and that into the next. On a grid they often
    overlap by a quarter of a unit."""
    heading_within: float = 0.11
    """Units from the ends of a heading, or of a thing, within which the middle of the other is not over it. On a grid
    it is often just at its end."""
    sample_length: float = 6.0
    """Units that a sample in a legend is long, at most."""
    sample_words: float = 1.25
    """Units behind it within which its words begin."""
    sample_apart: float = 4.0
    """Units between one and the next, at most."""
    sample_alike: float = 0.5
    """Units by which samples differ in length and in where they begin, at most."""
    break_reach: float = 1.0
    """Units between words in the gap of an arrow and its pieces, at most."""
    break_angle: float = 10.0
    """Degrees between these pieces, and to what lies between them, at most."""
    break_share: float = 0.4
    """Length of the shorter piece as a share of that of the longer, at least."""
    break_off: float = 0.75
    """Units by which the words may be off the middle of the gap."""
    badge_size: float = 2.5
    """Units that a badge on a connector is wide and high. Source: golden drawings."""
    badge_centred: float = 0.3
    """Share of the shorter side of a badge by which what runs right through it may miss its middle."""
    step_share: float = 0.6
    """Share of the shorter side of a box that a badge on its corner is wide and high, at most."""
    badge_reach: float = 1.0
    """Units from an arrow within which a circle with a number is a badge beside it. Source: golden drawings."""
    badge_margin: float = 0.1
    """Share of a connector's length at either end in which a shape is what it joins, and no badge."""
    tag_type: float = 0.95
    """Units that the type in a box on a connector is large, at most, to be its label. Source: golden drawings."""
    tag_height: float = 2.3
    """How many times as high as its type such a box is, at most. Source: the editor makes it 2.25 times at 10 px."""
    tag_padding: float = 3.0
    """Units by which it is wider than its words, at most."""
    tag_close: float = 1.0
    """Units by which it is wider and higher than words in larger type, at most."""
    cardinality_reach: float = 2.5
    """Units from an end of a connector within which a word says how many there are. Source: golden drawings."""
    cardinality_aside: float = 1.25
    """Units from the connector within which it does."""
    cardinality_at: float = 1.5
    """Units between such an end and the shape that it is at, at most."""
    cardinality_share: float = 0.4
    """Share of a connector's length from its end within which the middle of such a word stands."""
    role_reach: float = 1.25
    """Units from an end of a connector within which a word begins that says what the thing there is to the other."""
    role_share: float = 0.3
    """Share of its length within which the middle of one stands that is believed because others are."""
    name_line: float = 0.3
    """Font heights between lines of one name that are written as several texts, and that these are out of line."""
    name_padding: float = 0.35
    """Units between a text and the side it is bound to. Source: excalidraw BOUND_TEXT_PADDING, 5 px at font size 20."""
    name_placed: float = 0.06
    """Units by which a text may be off the middle in which the editor would put it. Source: fitted."""

    # Which drawings on one sheet are read by their own scale

    scale_unlike: float = 1.5
    """How many times as large the words of one are as those of another, at least, to be of unlike scale."""
    scale_words: int = 3
    """Texts that a drawing has, at least, to have a scale of its own."""
    apart: float = 10.0
    """Heights of the larger words that are free between two such drawings, at least: nothing sees farther than that but
    a long connector."""

    # Which elements can be told apart

    crowd: int = 200
    """Elements of one sort at one place beyond which nobody can tell them apart. Source: 918 real drawings, the deepest
    of which have 13 shapes, 28 ends of lines and arrows, 117 strokes of the pen."""
    tangle: int = 1_000
    """Lines and arrows whose boxes lie over an end of another, beyond which nobody can. Source: the same, with 22."""

    # Which elements make up one thing

    compartment_off: float = 0.77
    """Units by which what divides a box may miss its sides, and by which boxes on one another may be out of line. It is
    no round number, since gaps on a grid are."""
    compartment_deep: float = 1.0
    """Units from the border of such a box within which an end in it still means the box."""
    corner_off: float = 0.02
    """Share of its shorter side by which the corners of a rectangle may be off that is drawn as a closed line."""
    port_size: float = 1.5
    """Heights of a shape's words that a port on its border is wide and high, at most; what has a name is as high, or as
    wide. Source: golden drawings."""
    port_share: float = 0.4
    """The same as a share of the shorter side of that shape."""
    port_end: float = 1.5
    """Units from a port with a name within which something ends at it."""
    port_named: float = 0.6
    """`port_share` of a port with its name in it, which is longer."""
    port_name: float = 0.75
    """Heights of the words of a shape from a port on its border within which the port's name stands beside it."""
    port_near: float = 0.4
    """Share of the way to the other end of what ends at a port, within which the middle of such a name is."""
    port_off: float = 0.2
    """Units by which a port without a name may miss the border."""
    card_title: float = 2.5
    """How many times as high as its type the title of a card is, at most."""
    card_body: float = 1.2
    """How many times as high as that what stands below it is, at least."""
    card_type: float = 0.9
    """Size of its type as a share of the title's, at most, where neither has a colour of its own."""
    card_alike: float = 0.25
    """Share by which the title of a card may be higher or lower than those of others, and what is below be lower than
    its own title."""
    emoji_type: float = 0.8
    """Size of the type of words that name an emoji, as a share of that of the emoji, at most."""
    cell_share: float = 1.5
    """How many times as large as a cell with words an empty one beside it is, at most, that points to something."""
    cell_dot: float = 0.75
    """Units that a dot in one is wide and high, at most."""
    tab_height: float = 2.5
    """Units that a tab on the corner of a box is high, at most."""
    tab_width: float = 0.7
    """Share of the breadth of the box that it takes, at most."""
    bar_width: float = 0.25
    """The same of a bar along the left side."""
    bar_off: float = 0.51
    """Units by which the sides of such a bar may be off those of the box. It is no round number, since gaps on a grid
    are."""
    bar_clear: float = 0.11
    """Units by which a box keeps clear of all three sides, at least, that is in the other and no bar of it."""
    larger: float = 1.3
    """How many times as large as another an outline is, at least, that may hold it."""
    container_margin: float = 0.3
    """Units between the outlines on all sides from which one holds the other, be it hardly larger; closer ones
    are a border drawn twice."""
    container_share: float = 0.75
    """Share of a thing's box that lies in what contains it, at least."""
    double_share: float = 0.55
    """Share of the smaller in the sides of the larger outline from which two around one place are one thing."""
    ring_share: float = 0.3
    """The same of small rings without words between them."""
    ring_size: float = 6.0
    """Units that such a ring is wide and high, at most; a larger one may well hold what is in it."""
    double_off: float = 0.08
    """Share of the larger outline's sides by which their middles may be apart, at most."""
    dotted_size: float = 3.0
    """Units that a ring around a dot is wide and high, at most, the middle of which the dot may miss by more."""
    dotted_off: float = 0.2
    """The same for such a ring."""
    stack_alike: float = 0.12
    """Share by which the sides of cards in a stack may differ, and those of a cylinder's ends."""
    side_apart: float = 0.5
    """Share of the width of a cylinder's end that its sides are apart, at least; nearer lines join the two shapes."""
    bus_length: float = 6.0
    """Units that a line is long, at least, at which arrows end as at a thing."""
    bus_sine: float = 0.7
    """Sine of the least angle at which they come upon it (45°)."""
    bus_name: float = 1.5
    """Units from such a line within which its name stands."""
    hung_width: float = 0.8
    """Share of an ellipse's width that lines hang from it apart, at least, where both are a cylinder."""
    hung_depth: float = 0.15
    """Share of that by which they go down, at least."""
    stack_shift: float = 0.5
    """Share of its sides by which a card may be shifted against the next."""
    icon_reach: float = 1.0
    """Units within which the pieces of a grouped icon are close together."""
    inner_reach: float = 0.25
    """Units around a shape within which lines are in it."""
    part_touch: float = 0.4
    """Units within which lines of one picture touch: limbs of a figure, sides of a cylinder, rules of a table."""
    off_middle: float = 0.35
    """Share of its breadth by which a line may miss the middle of what it hangs from: a head, or a party."""
    figure_round: float = 0.6
    """Share of the longer in the shorter side of a figure's head, and of a dot drawn as an arrowhead, at least."""
    figure_body_least: float = 0.4
    """How many times as long as its head a figure's body is, at least."""
    figure_body_most: float = 6.0
    """The same, at most."""
    figure_limb: float = 2.5
    """How many times as long as the body a limb is, at most."""
    figure_neck: float = 0.25
    """Share of the height of a head by which the shoulders may be below it."""
    figure_sunk: float = 0.5
    """The same by which it may be in front of them."""
    figure_broad: float = 1.3
    """How many times as broad as their head shoulders are, at least."""
    figure_broadest: float = 4.0
    """The same, at most."""

    # Which lines make a shape

    closed: float = 0.1
    """Gap between the ends of a line, as a share of its length, up to which it is a closed shape. A small box that is
    open by a quarter of a side is at .07, and a bracket, which lacks a whole one, at .33."""
    straight: float = 0.98
    """Share of its length that the ends of a straight line are apart, at least."""
    drawn_size: float = 1.0
    """Units that a shape drawn with lines or with the pen is wide and high, at least, and an arrow of the pen long."""
    stands_at: float = 0.75
    """Units around the end or corner of a line within which something stands at it, and it is no limb or side."""
    corner_size: float = 0.4
    """Share of the shortest side that a shape at a corner is wide and high, at most, where lines are edges."""
    corner_out: float = 0.5
    """Cosine of the angle between the way out of a ring of lines at a corner and the way to what they lead to there."""
    grid_slant: float = 6.0
    """Degrees by which the lines of a table may be off a right angle, and axes off level and upright."""

    # Which lines are axes and curves, and which arrows lead through shells

    axis_tail: float = 0.3
    """Share of its length from the tail within which an axis meets the other."""
    axis_ticks: int = 3
    """Lines that cross an axis squarely as its ticks do, at least."""
    axis_tick: float = 0.25
    """Share of the length of an axis that a tick is long, at most."""
    axis_shorter: float = 0.25
    """Length of the shorter of two axes as a share of the other, at least."""
    axis_across: float = 8.0
    """Units that axes with one head or none which cross are long, at least: words have room in what they part."""
    axis_quarter: float = 0.2
    """Share of half an axis that something is off it, at least, if it stands in a quarter that axes part."""
    axis_curve: float = 0.5
    """Length of what lies between bent axes as a share of one of them, at least."""
    axis_behind: float = 1.0
    """Units behind its tail within which an axis has nothing that it might come from."""
    shell_off: float = 0.5
    """Share of the breadth of a shell by which the next one may be off its middle."""
    shell_share: float = 0.16667
    """Share of the breadth of a shell that an end in it is from the next outline, at least, if it means the shell."""

    # Which plain lines connect

    line_reach: float = 1.0
    """Units from an outline within which the end of a line without heads counts that points at it, be the place that
    it points at farther off. Source: fitted."""
    line_gap: float = 0.6
    """Units from an outline within which a line was drawn up to it, though it ends there aslant. Source: the gap that
    the editor leaves, of 10 px and half a stroke, at its font size 20."""
    line_aslant: float = 0.25
    """Cosine of the angle between the way such a line ends and the way to the outline, at least. The same where a line
    ends right at the middle of a side of words."""
    line_faces: float = 0.9
    """Cosine of the angle between the way a line ends and the way to such an outline, from which it points at it, too,
    though it would pass by a corner."""
    line_passes: float = 0.72
    """The same of a line whose other end leads somewhere. Source: drawings whose arrows are drawn as lines."""
    line_span: float = 0.33333
    """Share of the way between two shapes that a line spans, at least, which leads to both however short it is.
    Source: drawings whose arrows are drawn as lines."""
    line_span_gap: float = 1.5
    """Units that it stops short of each of them, at most."""
    line_sight: float = 3.0
    """Units ahead of such an end within which an outline counts. Source: hand-labelled drawings."""
    line_sight_share: float = 0.6
    """The same as a share of the line's length, if that is less."""
    line_short: float = 2.0
    """Units that a line is long, at least, that leads to what lies ahead: shorter ones are ticks, or legs of a chip."""
    sign_apart: float = 0.5
    """Share of the length of bars beside each other that their middles are apart, at most, if they are a sign."""
    sign_cosine: float = 0.95
    """Cosine of the angle between such bars, at least."""
    line_sign: float = 0.75
    """Units below which a line between words is a sign in them."""
    root_height: float = 3.0
    """Units that the sign of a root is high, at most."""
    line_words: float = 1.5
    """How much farther than shapes words may be that a line leads to: their box is taller than they are."""
    line_words_cosine: float = 0.5
    """Cosine of the angle between the way a line ends and the way to words near by, at least."""
    underline_reach: float = 0.8
    """Units between a line and words that it runs along, at most."""
    underline_cover: float = 0.8
    """Share of an underline that words cover, at least."""
    branch_cover: float = 0.3
    """Share of the words' breadth that stands over a branch, at least."""
    branch_root: float = 0.25
    """Share of a branch from its root within which no words on it begin."""
    bar_cover: float = 0.5
    """Share of the bar of a fraction that words cover on the one side, at least."""
    bar_cover_other: float = 0.05
    """The same on the other side."""
    cross_cosine: float = 0.17
    """Cosine of the angle at which the lines of a cross meet, at most."""
    cross_middle: float = 0.2
    """Share of its length by which a line may miss the middle of the other in a cross."""

    # Which lines meet

    meets: float = 0.5
    """Units within which the end of a line meets another end, or a path."""
    meets_arrow: float = 0.3
    """The same for an arrow, which is more often drawn from thing to thing."""
    meets_aimed: float = 0.15
    """The same for the end of a line that something lies ahead of."""
    meets_share: float = 0.25
    """How far an end may be from what it meets, as a share of the length of the path that ends there."""
    meets_sine: float = 0.34
    """Sine of the least angle at which an end comes upon a path that it meets (20°); what runs beside it does not."""
    meets_corner: float = 0.3
    """Cosine of the angle between the ways in which two pieces of an arrow lead to a corner, at most: what meets at a
    sharper one begins at one place."""
    meets_alone: float = 1.0
    """Units from an end that meets nothing within which nothing meets its path either."""
    aimed: float = 1.5
    """Units ahead of the end of a line within which an outline is that it leads to, and so meets no other line."""
    aimed_arrow: float = 3.0
    """The same for an arrow."""
    dangling_sight: float = 4.0
    """Units ahead of the plain end of a line within which something must be, or else the line only overhangs there."""
    dangling_reach: float = 1.0
    """The same in any direction."""
    root_cosine: float = -0.2
    """Cosine of the directions of two ends of a tree up to which they lead away from each other: root and leaf."""
    trunk_cosine: float = 0.3
    """The same where no end is the root by that: the branches lead aside from the trunk."""
    way_alike: float = 0.2
    """Share by which two ways between the same places may differ to be one way drawn twice."""

    # Braces and brackets

    brace_length: float = 2.0
    """Units between the ends of a brace, at least."""
    brace_depth: float = 0.25
    """Units from the way between its ends to its tip, at least."""
    brace_reach: float = 4.0
    """The same, at most; and units between a brace and what it joins."""
    brace_flat: float = 0.45
    """Depth of a brace as a share of the way between its ends, at most."""
    brace_middle: float = 0.15
    """Share of the way between its ends by which a brace's tip may be off the middle."""
    brace_shoulder_least: float = 0.15
    """Share of its depth at which a brace goes along a quarter and three quarters of the way, at least."""
    brace_shoulder_most: float = 0.72
    """The same, at most: an arc is deeper there."""
    brace_hollow: float = 0.02
    """Area that its hull has and a brace has not, as a share of the brace's, at least: an arc has all of it."""
    brace_soon: float = 0.12
    """Share of the way between its ends within which a brace or bracket of the pen is out of that way."""
    brace_level: float = 0.1
    """Share of its depth by which a bracket's legs may differ, and a brace may lie behind the way between its ends."""
    brace_aside: float = 0.2
    """Share of the way between its ends by which the middle of what stands at a brace's tip may be off the tip."""
    brace_spare: float = 0.3
    """Units that the middle of a thing may be beyond the ends of a brace, and in it."""
    brace_label: float = 0.3
    """How much a text looks like the label of an arrow, from 0 to 1, from which it is no thing in a brace."""

    # Sequence diagrams

    lifeline_length: float = 5.0
    """Units that a lifeline is long, at least."""
    lifeline_width: float = 2.0
    """Units that a box is wide, at most, which stands for a lifeline or lies on one."""
    lifeline_slim: float = 4.0
    """How many times as long as wide a box is that stands for a lifeline, at least."""
    lifeline_hangs: float = 1.5
    """Units between a party and where its lifeline begins, at most."""
    lifeline_slant: float = 4.0
    """Degrees between two lifelines of one diagram, at most."""
    lifeline_beside: float = 0.5
    """Share of the shorter of two lifelines that runs beside the longer, at least."""
    lifeline_reach: float = 1.0
    """Units from a lifeline within which an arrow's end is at it."""
    lifeline_apart: float = 40.0
    """Units between two lifelines, beyond which they are of one diagram only if a message joins them."""
    message_cosine: float = 0.75
    """Cosine of the angle between a message and the lifelines, at most."""

    # Strokes of the pen

    pen_closed: float = 0.15
    """Gap between the ends of a ring of the pen, as a share of its length, at most."""
    pen_ring: float = 0.08
    """The same of what is a ring for sure, and no loop with a head at its end."""
    pen_round: float = 0.4
    """Area of a ring of the pen as a share of that of a circle of its length, at least, if it were as broad as high."""
    dot_size: float = 0.6
    """Units that a dot of the pen is wide and high, at most."""
    dot_scribble: float = 2.2
    """Length of a dot's stroke, at least, as a multiple of the diagonal of the box around it. Source: drawings that
    were read; of 30 dots the least is at 2.45, and an arrowhead at 1.5."""
    dot_spare: float = 0.05
    """Units around a dot that belong to it: the pen has a width."""
    pen_smooth: float = 0.12
    """Units by which the corners of a stroke are kept when its jitter is left out."""
    pen_bent: float = 1.6
    """How many times as long as straight a line of the pen is, at most. Source: half of a circle is 1.57 times."""
    pen_turn: float = 120.0
    """Degrees that such a line turns at a corner, at most."""
    pen_reach: float = 3.0
    """Units within which something is at the end of an arrow of the pen; ahead of it, `end_sight` counts."""
    head_size: float = 2.0
    """Units that a triangle or a rhombus drawn as an arrowhead is wide and high, at most, and each of two strokes of a
    head long. Source: golden drawings; an amplifier, a gateway and a sign of warning are larger."""
    head_cosine: float = 0.7
    """Cosine of the angle between the way a line ends and the way to the tip of such a head, at least."""
    head_dot: float = 0.7
    """Units that a dot drawn as an arrowhead is wide and high, at most; where a state machine begins it is larger."""
    head_sight: float = 1.0
    """Units from such a dot within which the shape lies that it is at."""
    head_share: float = 0.5
    """How wide and high such a dot is, at most, as a share of the shorter side of that shape."""
    dot_open: float = 3.0
    """Units around such a dot in which there is nothing where it stands in the open, as a vertex does."""
    dot_alike: float = 1.2
    """How many times as large as one in the open a dot is, at most, that is a vertex like it."""
    head_length: float = 0.45
    """Length of a leg of a drawn arrowhead, or size of a dot, as a share of the length of its shaft, at most."""
    head_alike: float = 0.4
    """Share of the longer leg in the shorter, at least."""
    head_narrowest: float = 10.0
    """Degrees of half the angle between the legs, at least."""
    head_widest: float = 75.0
    """The same, at most."""
    head_bent: float = 1.25
    """How many times as long as straight a leg is, at most."""
    head_tip: float = 0.9
    """Share of the longer leg by which an arrowhead's tip may be off the end of its shaft."""
    head_back: float = 0.35
    """The same where head and shaft are one stroke, and the pen comes back to the tip; and how far two strokes of a
    head, which touch nothing else, may miss each other, as a share of the shorter."""

    # What is written or sketched with the pen

    written_gap: float = 0.6
    """How many times as large as letters a gap between them is, at most."""
    written_space: float = 1.0
    """The same of the space between two words of a line."""
    written_dot: float = 0.25
    """The same between a dot and a much larger letter."""
    written_alike: float = 4.0
    """How many times as large as another letter one is, at most, for both to count."""
    written_broad: float = 2.5
    """How many times as long as broad a letter is, at most; what is longer, is a word in one stroke."""
    written_line_height: float = 2.0
    """How many times as high as its letters a line of words is, at most."""
    written_beside: float = 0.3
    """Share of its length that the size of a loop is, where it tells what is close to it."""
    written_loop: float = 3.0
    """Units that a loop with nothing in it is long, at least, that is no letter, and the sides of a box of several
    strokes."""
    written_inner: float = 0.2
    """How long a stroke in a loop is, at least, as a share of that."""
    written_around: float = 0.9
    """Share of a line that lies in a loop around it, at least."""
    written_part: float = 1.5
    """How many times as long as the longest stroke of a sketch another is, at most, that is part of it."""
    written_winds: float = 2.0
    """How many times as long as the place it takes a large stroke is, at least, that is a word by itself."""
    written_least: float = 0.3
    """Units that a stroke is large, at least, that tells how large letters are, but for dots."""
    written_large: float = 2.5
    """Units that letters are large, at most, where arrows and lines must be longer."""
    written_arrow: float = 2.0
    """How many times as long as the letters at one of its ends an arrow of the pen is, at least."""
    written_line: float = 3.0
    """The same of a line of the pen at both ends."""
    written_line_least: float = 2.0
    """The same where it points at words with both its ends."""
    written_reach: float = 1.5
    """Units, or sizes of its letters if these are larger, from a word within which an end is at it."""
    written_ahead: float = 0.4
    """Cosine of the angle between the way a line of the pen ends and the way from its other end, at least."""

    def __post_init__(self) -> None:
        # One look at all: analyses that try other limits make very many of these.
        values = msgspec.structs.astuple(self)
        try:
            if math.isfinite(sum(values)) and sum(value < 0 for value in values) == (self.root_cosine < 0):
                return
        except TypeError:
            pass
        for name, value in self.to_dict().items():
            try:
                fits = math.isfinite(value) and (value >= 0 or name == "root_cosine")
            except TypeError:
                raise TypeError(f"the limit {name} must be a number, not {value!r}") from None
            if not fits:
                least = "" if name == "root_cosine" else " of 0 or more"
                raise ValueError(f"the limit {name} must be a finite number{least}, not {value!r}")

    def to_dict(self) -> dict[str, float]:
        """Names and values, in the order of the fields."""
        return msgspec.structs.asdict(self)
