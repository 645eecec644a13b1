"""What each kind of dictionary in a PDF may hold (ISO 32000-2); whatever is not named here is left out.

A line says what the parts of one kind are, each with the kind of what hangs on it ("Resources:resources"), or with
nothing for numbers, names and words. Arrays are of the kind of what they hold. Under `MAPS` the author gave the keys.

Left out on purpose: who made it, with what and when; remarks of reviewers and their replies; titles of structure
elements and user properties; private data of programs; embedded files, scripts and forms in XML; and, because they
change nothing on a screen, half-tones, thumbnails, and colour hints for presses.
"""

from __future__ import annotations

from typing import Final

_LINES: Final = """
root        Type Pages:page PageLabels:labels Names:names Dests:dests ViewerPreferences:viewing PageLayout PageMode
            Outlines:outline OpenAction:open AcroForm:form StructTreeRoot:tree MarkInfo:marking Lang OCProperties:layers
page        Type Parent:page Kids:page Count Resources:resources Contents:content Annots:note Group:group Rotate Tabs
            MediaBox CropBox BleedBox TrimBox ArtBox UserUnit StructParents
viewing     HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow DisplayDocTitle NonFullScreenPageMode Direction
            ViewArea ViewClip PrintArea PrintClip PrintScaling Duplex NumCopies PickTrayByPDFSize
marking     Marked Suspects
labels      Kids:labels Nums:label Limits
label       Type S P St
names       Dests:targets
targets     Kids:targets Names:dest Limits
dest        D:dest
outline     Type First:outline Last:outline Next:outline Prev:outline Parent:outline Count Title Dest:dest A:action C F
action      Type S URI D:dest N IsMap
form        Fields:note NeedAppearances CO:note DR:resources DA Q
note        Type Subtype Rect Contents P:page F AP:looks AS Border C StructParent OC:layer Lang BM ca CA A:action
            Dest:dest H QuadPoints BS:border BE:border Name DA Q IT CL RD LE IC LL LLE Cap LLO CP CO L Vertices InkList
            Sy MK:buttons FT Parent:note Kids:note T TU Ff V DV Opt TI I MaxLen FixedPrint:fixed
looks       N:look R:look D:look
border      Type W S D I
buttons     R BC BG CA RC AC I:xobject RI:xobject IX:xobject IF:fitting TP
fitting     SW S A FB
fixed       Type Matrix H V
resources   ExtGState:states ColorSpace:colours Pattern:patterns Shading:shadings XObject:xobjects Font:fonts ProcSet
            Properties:properties
state       Type LW LC LJ ML D RI OP op OPM Font:font BG:colour BG2:colour UCR:colour UCR2:colour TR:colour TR2:colour
            FL SM SA BM SMask:mask CA ca AIS TK UseBlackPtComp
mask        Type S G:xobject BC TR:colour
colour      N Alternate:colour Range WhitePoint BlackPoint Gamma Matrix FunctionType Domain Size BitsPerSample Order
            Encode Decode C0 C1 Functions:colour Bounds
shading     ShadingType ColorSpace:colour Background BBox AntiAlias Domain Matrix Function:colour Coords Extend
            BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow
pattern     Type PatternType PaintType TilingType BBox XStep YStep Resources:resources Matrix Shading:shading
            ExtGState:state
xobject     Type Subtype FormType BBox Matrix Resources:resources Group:group StructParent StructParents OC:layer Width
            Height ColorSpace:colour BitsPerComponent Intent ImageMask Mask:xobject Decode Interpolate SMask:xobject
            SMaskInData Matte
group       Type S CS:colour I K
font        Type Subtype Name BaseFont FirstChar LastChar Widths FontDescriptor:descriptor Encoding:encoding
            ToUnicode:encoding FontBBox FontMatrix CharProcs:glyphs Resources:resources DescendantFonts:font
            CIDSystemInfo:system DW W DW2 W2 CIDToGIDMap:data
encoding    Type BaseEncoding Differences CMapName CIDSystemInfo:system WMode UseCMap:encoding
system      Registry Ordering Supplement
descriptor  Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight
            XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile:data FontFile2:data FontFile3:data CharSet
            Style:style Lang CIDSet:data
style       Panose
data        Subtype Length1 Length2 Length3
packing     Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1
            DamagedRowsBeforeError JBIG2Globals:data ColorTransform
layers      OCGs:layer D:showing
showing     BaseState ON:layer OFF:layer Intent AS:switching Order:layer ListMode RBGroups:layer Locked:layer
switching   Event OCGs:layer Category
layer       Type Name Intent Usage:usage OCGs:layer P VE:layer MCID ActualText Alt E Lang Subtype BBox Attached
usage       Language:speech Export:shown Zoom:zoom Print:shown View:shown PageElement:shown
speech      Lang Preferred
shown       Subtype ExportState PrintState ViewState
zoom        min max
tree        Type K:element IDTree:ids ParentTree:parents ParentTreeNextKey RoleMap:roles ClassMap:classes
ids         Kids:ids Names:element Limits
parents     Kids:parents Nums:element Limits
element     Type S ID P:element Pg:page K:element A:layout C Lang Alt E ActualText MCID Stm:xobject StmOwn:object
            Obj:object
layout      O Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Color Padding SpaceBefore
            SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign InlineAlign TBorderStyle
            TPadding BaselineShift LineHeight TextDecorationColor TextDecorationThickness TextDecorationType RubyAlign
            RubyPosition GlyphOrientationVertical ColumnCount ColumnGap ColumnWidths ListNumbering Role Checked checked
            Desc RowSpan ColSpan Headers Scope Summary Short
"""

# Kinds whose keys the author gave, with the kind of what stands under them.
MAPS: Final = {
    "dests": "dest",
    "states": "state",
    "colours": "colour",
    "patterns": "pattern",
    "shadings": "shading",
    "xobjects": "xobject",
    "fonts": "font",
    "properties": "layer",
    "glyphs": "glyph",
    "roles": "",
    "classes": "layout",
}


def _read(lines: str) -> dict[str, dict[str, str]]:
    """Kind → its keys, each with the kind of what hangs on it."""
    kinds: dict[str, dict[str, str]] = {"": {}, "content": {}, "glyph": {}}
    keys: dict[str, str] = {}
    for line in lines.strip().splitlines():
        words = line.split()
        if not line.startswith(" "):
            keys = kinds[words.pop(0)] = {}
        for word in words:
            key, _colon, kind = word.partition(":")
            keys[f"/{key}"] = kind
    return kinds


KINDS: Final = _read(_LINES)
# What every stream may hold beside that. Not /F: its data would stand in another file.
OF_STREAMS: Final = {"/Length": "", "/Filter": "", "/DecodeParms": "packing"}

# What a stream of a kind holds; streams anywhere else are emptied.
DRAWN: Final = frozenset({"content", "pattern", "glyph"})
PROGRAMMED: Final = frozenset({"encoding"})
STORED: Final = frozenset({"data", "shading"})
