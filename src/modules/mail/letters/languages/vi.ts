import type { LetterLanguage } from './language.js';

const ABOUT_LINK =
  'Đường liên kết này chỉ dành riêng cho bạn, xin đừng chuyển cho người khác. Bạn có thể mở bao nhiêu lần tùy ý, không cần tài khoản, không cần mật khẩu và không mất phí. Bạn có thể dừng bất cứ lúc nào; những gì đã lưu vẫn được giữ lại.';
const IF_AFRAID =
  'Nếu bạn sợ trả lời một câu hỏi nào đó, đừng đặt bản thân hay người khác vào nguy hiểm: hãy chọn "Chúng tôi không biết" hoặc để trống, và đừng bao giờ viết tên người lao động. Nếu có người đang gặp nguy hiểm ngay lúc này, trước hết hãy gọi số khẩn cấp của nước bạn.';
const STANDING = [ABOUT_LINK, IF_AFRAID];

/** Vietnamese, not yet read by somebody who speaks it. */
export const VIETNAMESE: LetterLanguage = {
  code: 'vi',
  locale: 'vi-VN',
  reviewed: false,
  greeting: ['Xin chào {recipient},', 'Xin chào,'],
  aboutLink: ABOUT_LINK,
  ifAfraid: IF_AFRAID,
  shortMessage:
    '{buyer} hỏi về điều kiện làm việc tại {site}. Xin trả lời trước ngày {due}. Không cần tài khoản, không mất phí. Nếu câu trả lời có thể gây nguy hiểm cho ai đó, hãy để trống.',
  letters: {
    assessment_invitation: {
      subject: '{buyer} hỏi về điều kiện làm việc: {site}',
      paragraphs: [
        '{buyer} mua hàng của công ty bạn và có một số câu hỏi về điều kiện làm việc tại cơ sở này: {site}.',
        'Xin trả lời trước ngày {due}:',
        '{link}',
        'Câu trả lời trung thực có ích hơn câu trả lời hoàn hảo: nếu có điều gì chưa ổn, hai bên sẽ cùng lập kế hoạch cải thiện.',
        ...STANDING,
      ],
    },
    reassessment_due: {
      subject: '{buyer} hỏi lại về điều kiện làm việc: {site}',
      paragraphs: [
        'Đã đến lúc xem lại điều kiện làm việc tại cơ sở này: {site}. Thỉnh thoảng {buyer} hỏi lại những câu hỏi này.',
        'Các câu trả lời lần trước của bạn đã được điền sẵn. Xin kiểm tra, sửa những gì không còn đúng và gửi trước ngày {due}:',
        '{link}',
        ...STANDING,
      ],
    },
    assessment_returned: {
      subject: '{buyer} có thắc mắc về câu trả lời của bạn: {site}',
      paragraphs: [
        '{buyer} đã đọc câu trả lời của bạn về cơ sở này và đề nghị bạn xem lại một số câu: {site}.',
        'Ý kiến được ghi bên cạnh câu hỏi. Xin gửi lại trước ngày {due}:',
        '{link}',
        ...STANDING,
      ],
    },
    assessment_reminder: {
      subject: '{buyer} đang chờ câu trả lời của bạn: {site}',
      paragraphs: [
        'Đây là thư nhắc: {buyer} đã hỏi về điều kiện làm việc tại {site} và câu trả lời vẫn chưa được gửi.',
        'Xin gửi trước ngày {day}:',
        '{link}',
        'Nếu cần thêm thời gian, bạn có thể đề nghị qua chính đường liên kết này.',
        ...STANDING,
      ],
    },
    assessment_overdue: {
      subject: '{buyer}: đã quá ngày trả lời: {site}',
      paragraphs: [
        '{buyer} đã đề nghị trả lời về {site} trước ngày {day}, nhưng câu trả lời vẫn chưa được gửi.',
        'Bây giờ trả lời vẫn có ích; điều gì không biết, xin cứ nói là không biết. Xin gửi tại đây:',
        '{link}',
        'Nếu cần thêm thời gian, bạn có thể đề nghị qua chính đường liên kết này.',
        ...STANDING,
      ],
    },
    assessment_escalated: {
      subject: '{buyer} chưa nhận được câu trả lời về điều kiện làm việc: {site}',
      paragraphs: [
        '{buyer} đã hỏi công ty bạn về điều kiện làm việc tại {site}, đề nghị trả lời trước ngày {day}, nhưng chưa nhận được câu trả lời. Chúng tôi viết cho bạn vì bạn là người liên hệ khác của công ty.',
        'Xin bạn trả lời, hoặc giúp đồng nghiệp trả lời:',
        '{link}',
        ...STANDING,
      ],
    },
    extension_approved: {
      subject: '{buyer} đồng ý cho thêm thời gian: {site}',
      paragraphs: [
        'Bạn đã đề nghị thêm thời gian để trả lời về {site}. {buyer} đồng ý.',
        'Xin gửi câu trả lời trước ngày {day}:',
        '{link}',
        ...STANDING,
      ],
    },
    extension_declined: {
      subject: '{buyer} không thể cho thêm thời gian: {site}',
      paragraphs: [
        'Bạn đã đề nghị thêm thời gian để trả lời về {site}. {buyer} đề nghị bạn vẫn trả lời theo ngày {due}.',
        'Bạn có thể đọc lý do qua đường liên kết của mình. Trả lời thiếu vẫn tốt hơn không trả lời; điều gì không biết, xin cứ nói là không biết:',
        '{link}',
        ...STANDING,
      ],
    },
  },
};
